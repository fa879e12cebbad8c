"""Mentions as a table, in parts that each fit into memory however many there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.hub.explore.frames import count, mentions
from parvis.hub.explore.naming import unnamed
from parvis.present.exports import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.taking.taken import Taken

AT_ONCE: Final = 50_000
"""Mentions that are in memory at once, if days are alike."""
COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "published_at": pl.Datetime("us", "UTC"), "title": pl.String, "text": pl.String,
    "author": pl.String, "author_followers": pl.Int64, "medium": pl.String, "source": pl.String,
    "kind": pl.String, "language": pl.String, "tonality": pl.String, "is_unsure": pl.Boolean,
    "towards": pl.String, "interaction": pl.String, "brands": pl.String, "likes": pl.Int64,
    "reposts": pl.Int64, "replies": pl.Int64, "duplicate_of": pl.String, "is_spam": pl.Boolean,
    "is_ironic": pl.Boolean, "is_offensive": pl.Boolean, "url": pl.String, "id": pl.String,
}  # fmt: skip
"""Of the table, what is read first; lists are joined by ` | `."""
_OF_THE_WEB: Final = r"(?i)^https?://"


def parts(taken: Taken) -> Iterator[pl.DataFrame]:
    """Yield the mentions that are looked at, the newest first; one part without rows where none is.

    Every part has all of `COLUMNS`; none is larger than the mentions of a day, or `AT_ONCE`.
    """
    yield _shaped(pl.DataFrame(schema=COLUMNS))
    for span in _spans(taken.wanted, count(taken.scope, taken.wanted)):
        found = mentions(taken.scope, span, COLUMNS)
        if found.height:
            ordered = found.sort("published_at", "arrival", descending=True)
            yield _shaped(ordered if taken.with_names else unnamed(ordered))


def _spans(wanted: Filters, total: int) -> Iterator[Filters]:
    """The days that are looked at, the last ones first, cut so that a part holds few enough."""
    step = min(wanted.days, max(1, wanted.days * AT_ONCE // max(1, total)))
    until = wanted.until
    while until >= wanted.since and total:
        since = max(wanted.since, until - dt.timedelta(days=step - 1))
        yield replace(wanted, since=since, until=until)
        until = since - dt.timedelta(days=1)


def _shaped(found: pl.DataFrame) -> pl.DataFrame:
    """The same columns whatever the lake knows, fit to be read elsewhere; no address that runs."""
    there = [name for name in COLUMNS if name in found.columns]
    missing = [
        pl.lit(None, dtype).alias(name) for name, dtype in COLUMNS.items() if name not in there
    ]
    told = tidy(_flat(found).select(there)).with_columns(*missing)
    of_the_web = pl.col("url").str.contains(_OF_THE_WEB)
    url = pl.when(of_the_web).then(pl.col("url"))
    return told.select(pl.col(name).cast(dtype) for name, dtype in COLUMNS.items()).with_columns(
        url
    )


def _flat(found: pl.DataFrame) -> pl.DataFrame:
    """Tonality towards each perimeter as a text."""
    if not isinstance(found.schema.get("towards"), pl.List):
        return found
    each = pl.element().struct
    said = pl.format("{}: {}", each.field("brand"), each.field("tonality"))
    return found.with_columns(pl.col("towards").list.eval(said))
