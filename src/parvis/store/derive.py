"""The wide rows of a day, from the truth: one a mention and brand, sorted by brand and time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from parvis.schema import UTC_TIME
from parvis.store.read import latest
from parvis.store.tables import ARRIVAL, ARRIVED_AT, DAY, FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parvis.store.adopted import Adoption
    from parvis.store.types import Types

_SAID: Final[Types] = {
    "judge": pl.String,
    "criterion": pl.String,
    "value": pl.String,
    "judged_at": UTC_TIME,
}
JUDGED: Final = pl.List(pl.Struct(_SAID))
ADDED: Final[Types] = {"perimeter": pl.String, "brand": pl.String, "judged": JUDGED}
ORDER: Final = ("brand", "published_at", "id", "perimeter")
_OF_THE_LAKE: Final = (ARRIVAL, ARRIVED_AT, DAY)


class Truth(NamedTuple):
    """Rows of the four tables, of one day or of all."""

    mentions: pl.LazyFrame
    readings: pl.LazyFrame
    marks: pl.LazyFrame
    judgements: pl.LazyFrame


def wide_rows(truth: Truth, current: Mapping[str, str]) -> pl.LazyFrame:
    """Return a row for each mention and each brand it matches, or one without a brand.

    Each mention in its last version, with what was read in it last, and with the last judgement of
    each judge on each criterion. Those taken down are left out.

    Arguments:
        truth: rows of one day.
        current: the version that counts of each perimeter.
    """
    mentions = latest(truth.mentions).drop("content", "deleted_at")
    known = mentions.collect_schema().names()
    read = _last(truth.readings, FIRST)
    read = read.rename({name: f"{name}_read" for name in read.collect_schema() if name in known})
    found = (
        mentions.join(read, left_on="id", right_on=FIRST, how="left")
        .join(_matched(truth.marks, current), left_on="id", right_on=FIRST, how="left")
        .join(_judged(truth.judgements), left_on="id", right_on=FIRST, how="left")
    )
    return found.sort(ORDER, nulls_last=True)


def current_versions(marks: pl.LazyFrame, adopted: Sequence[Adoption] = ()) -> dict[str, str]:
    """Return the version of each perimeter that was adopted last, or marked since.

    Arguments:
        marks: rows of the table `marks`.
        adopted: the oldest first.

    >>> rows = {"perimeter": ["a", "a"], "version": ["v2", "v1"], "arrival": [8, 3]}
    >>> current_versions(pl.LazyFrame(rows))
    {'a': 'v2'}
    >>> from parvis.store.adopted import Adoption
    >>> current_versions(pl.LazyFrame(rows), [Adoption("a", "v3", 9), Adoption("a", "v1", 9)])
    {'a': 'v1'}
    """
    last = marks.group_by("perimeter", "version").agg(pl.col(ARRIVAL).max())
    marked = last.collect(engine="streaming")
    told = pl.DataFrame(
        [(one.perimeter, one.version, one.since) for one in adopted],
        schema=marked.schema,
        orient="row",
    )
    both = pl.concat([marked, told]).sort(ARRIVAL, maintain_order=True)
    return dict(both.select("perimeter", "version").iter_rows())


def _last(rows: pl.LazyFrame, *key: str) -> pl.LazyFrame:
    by = pl.struct(key)
    return rows.filter(pl.col(ARRIVAL) == pl.col(ARRIVAL).max().over(by)).drop(_OF_THE_LAKE)


def _matched(marks: pl.LazyFrame, current: Mapping[str, str]) -> pl.LazyFrame:
    counts = pl.DataFrame(
        {"perimeter": list(current), "version": list(current.values())},
        schema={"perimeter": pl.String, "version": pl.String},
    )
    return (
        marks.filter("matches")
        .join(counts.lazy(), on=["perimeter", "version"], how="semi")
        .select(FIRST, "perimeter", brand="query")
        .unique()
    )


def _judged(judgements: pl.LazyFrame) -> pl.LazyFrame:
    last = _last(judgements, FIRST, "judge", "criterion")
    return (
        last.sort("judge", "criterion", nulls_last=True)
        .group_by(FIRST, maintain_order=True)
        .agg(pl.struct(list(_SAID)).alias("judged"))
    )
