"""What was counted of measures at a unit: its own entries, or else those of the units under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.hub.common.rights import below
from parvis.hub.objectives.models import Entry, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.objectives.catalogue import Counted

GRADES: Final = [str(grade) for grade in Grade]
SILENT: Final = 60  # days after which a unit that enters nothing is waited for no more
_ENTRIES: Final = {
    "path": pl.String, "period": pl.Date, "value": pl.Float64, "grade": pl.UInt8,
    "judged_by": pl.String,
}  # fmt: skip


def gathered(path: str, measures: Iterable[Counted]) -> pl.DataFrame:
    """Return what was counted at a unit.

    Arguments:
        path: of the unit.
        measures: that are wanted.

    Returns: `period`, a column for each measure, null where it is not known; `grade`, the place in
        `GRADES` of the least sure entry; `judged_by`, who judged, a list.
    """
    tables = [_one(path, measure) for measure in measures]
    whole = tables[0]
    for table in tables[1:]:
        whole = whole.join(table, on="period", how="full", coalesce=True)
    grades = [name for name in whole.columns if name.startswith("grade ")]
    judges = [name for name in whole.columns if name.startswith("judged_by ")]
    return (
        whole.with_columns(
            grade=pl.max_horizontal(grades),
            judged_by=pl.concat_list(pl.col(name).fill_null([]) for name in judges),
        )
        .drop(grades, judges)
        .sort("period")
    )


def _one(path: str, measure: Counted) -> pl.DataFrame:
    entries = _entries(path, measure)
    kept = _of_all(_topmost(entries), entries) if measure.is_additive else entries
    return kept.group_by("period").agg(
        pl.col("value").sum().alias(measure.name),
        pl.col("grade").max().alias(f"grade {measure.name}"),
        pl.col("judged_by").filter(pl.col("judged_by") != "").alias(f"judged_by {measure.name}"),
    )


def _entries(path: str, measure: Counted) -> pl.DataFrame:
    found = Entry.objects.filter(measure=measure.name)
    if measure.is_additive:
        found = found.filter(below(path, "unit__path"))
    else:
        found = found.filter(unit__path=path)
    rows = found.values_list("unit__path", "period", "value", "grade", "judged_by")
    told = [(p, day, value, GRADES.index(grade), who) for p, day, value, grade, who in rows]
    return pl.DataFrame(told, schema=_ENTRIES, orient="row")


def _topmost(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries that no unit above them has one for: its own goes before those under it."""
    above = _ways(entries).filter(pl.col("way") != pl.col("path"))
    told = entries.select("period", way="path")
    hidden = above.join(told, on=["way", "period"], how="semi")
    return entries.join(hidden, on=["path", "period"], how="anti")


def _of_all(kept: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """Only periods for which each unit that is expected to has told, itself or one around it."""
    spans = entries.group_by("path").agg(
        first=pl.col("period").min(), last=pl.col("period").max().dt.offset_by(f"{SILENT}d")
    )
    expected = spans.join(entries.select("period").unique(), how="cross").filter(
        pl.col("period").is_between("first", "last")
    )
    told = entries.select("period", way="path")
    from_above = _ways(expected).join(told, on=["way", "period"], how="semi")
    at_or_under = _ways(entries).select("period", path="way")
    around = pl.concat([from_above.select("period", "path"), at_or_under])
    lacking = expected.join(around, on=["path", "period"], how="anti")
    return kept.join(lacking, on="period", how="anti")


def _ways(table: pl.DataFrame) -> pl.DataFrame:
    """Each row once for each unit on the way down to it, itself too."""
    ids = pl.col("path").str.strip_chars("/").str.split("/")
    depths = table.select("path").unique().with_columns(
        depth=pl.int_ranges(1, ids.list.len() + 1)
    ).explode("depth")  # fmt: skip
    ways = depths.with_columns(
        way="/" + ids.list.head(pl.col("depth")).list.join("/") + "/"
    ).drop("depth")  # fmt: skip
    return table.select("path", "period").join(ways, on="path")
