"""Open data: counts of mentions that tell of nobody, with their meaning and a licence."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.hub.common.errors import RefusedError
from parvis.hub.explore.frames import mentions
from parvis.hub.explore.taking.licences import LICENCES
from parvis.hub.explore.taking.suppression import K, published
from parvis.hub.explore.taking.taken import notes
from parvis.present import exports

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.utils.functional import _StrPromise
    from numpy.typing import NDArray

    from parvis.hub.explore.taking.taken import Taken

BY: Final[dict[str, _StrPromise]] = {
    "day": gettext_lazy("day of publication, in the zone of the period"),
    "medium": gettext_lazy("kind of place where it was said"),
    "interaction": gettext_lazy("what it is, as a model read it"),
    "language": gettext_lazy("language, as ISO 639 codes it"),
}
"""Each table, by what its rows are."""
ALL: Final = "all"
_NONE: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Counted:
    """Mentions and people by two dimensions.

    Arguments:
        rows, columns: their values.
        counts, people: rows by columns.
        row_people: behind each row.
    """

    rows: list[str]
    columns: list[str]
    counts: NDArray[np.int64]
    people: NDArray[np.int64]
    row_people: NDArray[np.int64]


def write(path: Path, taken: Taken, licence: str) -> None:
    """Write a ZIP: a README, a dictionary of the columns, a table by each of `BY`.

    Raises:
        RefusedError: there is no such licence, or fewer than `K` people spoke.
    """
    if licence not in LICENCES:
        told = _("There is no licence “%(name)s” here. Choose among %(known)s.")
        said = {"name": licence[:20], "known": ", ".join(LICENCES)}
        raise RefusedError(told % said, code="licence", field="licence")
    found = _spoken(taken)
    if _people(found) < K:
        told = _("Fewer than %(k)s people spoke: nothing of it can be published. Show more days.")
        raise RefusedError(told % {"k": K}, code="few")
    tables = {by: _table(found, by) for by in BY}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.md", "\n".join(_readme(taken, licence, tables)))
        packed.writestr("dictionary.csv", exports.csv(_dictionary()))
        for by, table in tables.items():
            if table is not None:
                packed.writestr(f"by_{by}.csv", exports.csv(table))


def _spoken(taken: Taken) -> pl.DataFrame:
    """A row a mention: its dimensions, and whoever stands behind it: its author, or its source.

    Tonality is left out of all tables where one of its values has too few people behind it, since
    its totals stand in each of them.
    """
    columns = ("medium", "interaction", "language", "tonality", "author", "source")
    found = mentions(taken.scope, taken.wanted, columns)
    there = {name: pl.col(name) for name in columns if name in found.columns}
    told = {name: there.get(name, pl.lit(None, pl.String)) for name in columns}
    day = pl.col("published_at").dt.convert_time_zone(taken.wanted.zone).dt.date().cast(pl.String)
    who = pl.coalesce(told.pop("author"), told.pop("source"))
    plain = {name: column.fill_null(_NONE) for name, column in told.items()}
    spoken = found.select(day=day, who=who, **plain)
    behind = spoken.group_by("tonality").agg(pl.col("who").n_unique())
    is_few = (behind["who"] < K).any()
    return spoken.with_columns(tonality=pl.lit(ALL)) if is_few else spoken


def _people(found: pl.DataFrame) -> int:
    return found["who"].n_unique() if found.height else 0


def counted(found: pl.DataFrame, by: str) -> Counted:
    """Count mentions and the people behind them by a dimension and tonality."""
    rows, columns = (sorted(found[name].unique()) for name in (by, "tonality"))
    cells = found.group_by(by, "tonality").agg(n=pl.len(), people=pl.col("who").n_unique())
    shape = (len(rows), len(columns))
    counts, people = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, column, number, who in cells.iter_rows():
        at = rows.index(row), columns.index(column)
        counts[at], people[at] = number, who
    behind = dict(found.group_by(by).agg(pl.col("who").n_unique()).iter_rows())
    return Counted(rows, columns, counts, people, np.array([behind[row] for row in rows]))


def _table(found: pl.DataFrame, by: str) -> pl.DataFrame | None:
    """A table in rows of one number each; None where none of it can be published."""
    told = counted(found, by)
    shown = published(told.counts, told.people, told.row_people)
    if shown is None:
        return None
    rows = [
        (row, column, int(told.counts[i, j]), bool(shown.cells[i, j]))
        for i, row in enumerate(told.rows)
        for j, column in enumerate(told.columns)
        if told.columns != [ALL]
    ]
    totals = told.counts.sum(axis=1)
    rows += [(row, ALL, int(totals[i]), bool(shown.totals[i])) for i, row in enumerate(told.rows)]
    rows += [(ALL, c, int(told.counts[:, j].sum()), True) for j, c in enumerate(told.columns)]
    frame = pl.DataFrame(rows, schema=[by, "tonality", "mentions", "is_shown"], orient="row")
    return frame.with_columns(mentions=pl.when("is_shown").then("mentions"))


def _dictionary() -> pl.DataFrame:
    """What each column of each table means."""
    cells = [(f"by_{by}.csv", by, "string", str(words)) for by, words in BY.items()]
    rest = (
        ("tonality", "string", _("negative, neutral or positive, as a model read it")),
        ("mentions", "integer", _("how many were counted; empty where it is held back")),
        ("is_shown", "boolean", _("false where too few people stand behind it, or beside it")),
    )
    cells += [("*", *one) for one in rest]
    return pl.DataFrame(cells, schema=["file", "column", "type", "meaning"], orient="row")


def _readme(taken: Taken, licence: str, tables: dict[str, pl.DataFrame | None]) -> Iterator[str]:
    name, address = LICENCES[licence]
    yield f"# {taken.scope.title}\n"
    said = _("%(term)s: %(said)s")
    yield from (f"- {said % {'term': term, 'said': told}}" for term, told in _about(taken))
    yield f"- {said % {'term': _('Licence'), 'said': f'{name} ({licence}), {address}'}}\n"
    yield _("“all” is the total of a row or a column. The columns are told in dictionary.csv.")
    yield _(
        "A number is held back where fewer than %(k)s authors stand behind it, and others beside "
        "it, so that none of those can be worked out from the totals."
    ) % {"k": K}
    yield _(
        "Two extracts of overlapping days can be subtracted from one another: publish one for each "
        "period."
    )
    for by, table in tables.items():
        if table is None:
            yield _("by_%(by)s.csv is left out: it cannot be published safely.") % {"by": by}


def _about(taken: Taken) -> Iterator[tuple[str, str]]:
    """What the file says of itself, but for who took it: that is for the trail."""
    private = {_("Taken away"), _("Names")}
    return ((term, said) for term, said in notes(taken) if term not in private)
