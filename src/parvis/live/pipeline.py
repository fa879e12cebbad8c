"""What happens to mentions between their source and the lake: matched, filtered, read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis import enrich, perimeter
from parvis.filter import (
    Recall,
    detect_language,
    mark_coordination,
    mark_spam,
    mark_templates,
)
from parvis.perimeter import Matcher, Words
from parvis.schema import UTC_TIME, WORDS
from parvis.store import TRUTH

if TYPE_CHECKING:
    from parvis.enrich.reading import How
    from parvis.live.plan import Plan
    from parvis.perimeter.versions import Perimeter
    from parvis.store import Lake

_READINGS: Final = tuple(TRUTH["readings"].columns)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of mentions: a reading of each, and a mark for each query that it matches."""

    readings: pl.DataFrame
    marks: pl.DataFrame


class Marker:
    """A perimeter at work on mentions as they come.

    Arguments:
        what: the perimeter.
        words: those of the other perimeters that the same mentions are marked by.
    """

    def __init__(self, what: Perimeter, words: Words | None = None) -> None:
        self.perimeter, self._matcher = what, Matcher(what.queries, words=words)

    def match(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """Return the matches, those that are decided later among them, as `Matcher.match` does."""
        return self._matcher.match(mentions)

    def marks(self, found: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
        """Return the marks of mentions that are read by now.

        Arguments:
            found: what `match` returned for the same mentions.
            mentions: with `id`, and all that was read of them.
        """
        settled = self._matcher.settle(found, mentions)
        return settled.select(
            mention=mentions["id"].gather(settled["mention"]),
            perimeter=pl.lit(self.perimeter.id),
            version=pl.lit(self.perimeter.version),
            query="query",
            matches="matches",
        )


RECALLED: Final = 400_000
"""Texts that are remembered, so that a mention is known to repeat one of an earlier batch."""

LATELY: Final = dt.timedelta(days=7)
"""For how long they are."""


def recall_of(lake: Lake, now: dt.datetime, room: int = RECALLED) -> Recall:
    """Remember what the lake was given lately, as after a restart.

    Arguments:
        lake: of the listener.
        now: aware.
        room: texts that are remembered, at most.
    """
    lately = pl.col("arrived_at") >= now - LATELY
    said = lake.mentions().filter(lately).select("id", "text", "arrived_at")
    copies = lake.read("readings").filter(lately).select("mention", "duplicate_of")
    told = copies.drop_nulls().unique("mention", keep="last")
    past = said.join(told, left_on="id", right_on="mention", how="left").collect()
    return Recall.of(past, room=room, days=LATELY.days)


class Pipeline:
    """The loop of a study, over what comes in batches.

    Arguments:
        plan: the listen file.
        recall: what was said lately.
    """

    def __init__(self, plan: Plan, recall: Recall) -> None:
        self._brands, self._recall = plan.brands, recall
        met = Words()
        self.markers = [Marker(one, met) for one in plan.perimeters]
        words = enrich.load_words(Path(plan.folder, plan.words)) if plan.words else None
        self._how: How = {"tier": plan.tier, "words": words}
        self._names = {brand.name: brand.names for brand in self._brands}

    def matched(self, mentions: pl.DataFrame) -> pl.Series:
        """Tell of each mention whether any query matches it, or may once it is read."""
        rows = [marker.match(mentions)["mention"] for marker in self.markers]
        hit = pl.concat(rows).unique()
        return pl.int_range(mentions.height, eager=True).is_in(hit.implode())

    def said(self, mentions: pl.DataFrame, now: dt.datetime) -> Said:
        """Match, filter and read mentions that the lake has just taken.

        Arguments:
            mentions: with the schema's columns of `normalise`; ids as the lake has them.
            now: when they are read, aware.
        """
        found = [marker.match(mentions) for marker in self.markers]
        read = self._read(perimeter.mark_found(mentions, self._brands, found[0]))
        marks = [marker.marks(each, read) for marker, each in zip(self.markers, found, strict=True)]
        readings = read.with_columns(mention="id", read_at=pl.lit(now, UTC_TIME))
        kept = [name for name in _READINGS if name in readings.columns]
        return Said(readings.select(kept), pl.concat(marks))

    def _read(self, mentions: pl.DataFrame) -> pl.DataFrame:
        told = detect_language(mentions)
        told = mark_coordination(mark_templates(self._recall.group(told)))
        told = mark_spam(told)
        read = enrich.read(told, **self._how)
        return enrich.read_towards(read, self._names, about="brands", **self._how)


def blank(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return mentions whose lists are empty where nothing was said, as the stages want them."""
    lists = [name for name, dtype in mentions.schema.items() if dtype == WORDS]
    return mentions.with_columns(pl.col(name).fill_null(pl.lit([], WORDS)) for name in lists)
