"""Mentions as a table, in parts that each fit into memory however many there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.hub.explore.frames import mentions, per_day
from parvis.hub.explore.naming import unnamed
from parvis.hub.explore.tagging import tags_of
from parvis.present.exports import tidy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.taking.taken import Taken

AT_ONCE: Final = 50_000
"""Mentions that are in memory at once, or those of a day where there are more."""
COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "published_at": pl.Datetime("us", "UTC"), "title": pl.String, "text": pl.String,
    "author": pl.String, "author_followers": pl.Int64, "medium": pl.String, "source": pl.String,
    "kind": pl.String, "language": pl.String, "tonality": pl.String, "is_unsure": pl.Boolean,
    "towards": pl.String, "interaction": pl.String, "brands": pl.String, "likes": pl.Int64,
    "reposts": pl.Int64, "replies": pl.Int64, "duplicate_of": pl.String, "is_spam": pl.Boolean,
    "is_ironic": pl.Boolean, "is_offensive": pl.Boolean, "url": pl.String, "id": pl.String,
    "tags": pl.String,
}  # fmt: skip
"""Of the table, what is read first; lists are joined by ` | `."""
_OF_THE_WEB: Final = r"(?i)^https?://"


def parts(taken: Taken) -> Iterator[pl.DataFrame]:
    """Yield the mentions that are looked at, the newest first; one part without rows where none is.

    Every part has all of `COLUMNS`; none is larger than `AT_ONCE`, or than the mentions of a day.
    """
    yield _shaped(pl.DataFrame(schema=COLUMNS))
    for span in _spans(taken.wanted, per_day(taken.scope, taken.wanted)):
        found = mentions(taken.scope, span, COLUMNS)
        if found.height:
            ordered = found.sort("published_at", "arrival", descending=True)
            told = ordered.with_columns(_tags(taken, ordered["id"]))
            yield _shaped(told if taken.with_names else unnamed(told))


def _tags(taken: Taken, mentions: pl.Series) -> pl.Series:
    """The words that each mention was given."""
    known = tags_of(taken.scope.names)
    return pl.Series("tags", [known.get(one, []) for one in mentions], pl.List(pl.String))


def _spans(wanted: Filters, days: Mapping[dt.date, int]) -> Iterator[Filters]:
    """The days on which something was said, the last ones first, as many as a part has room for."""
    span: list[dt.date] = []
    held = 0
    for day in sorted(days, reverse=True):
        if span and held + days[day] > AT_ONCE:
            yield replace(wanted, since=span[-1], until=span[0])
            span, held = [], 0
        span.append(day)
        held += days[day]
    if span:
        yield replace(wanted, since=span[-1], until=span[0])


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
