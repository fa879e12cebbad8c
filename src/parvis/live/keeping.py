"""From pages to the lake: every item is kept, held already, unmatched or a dead letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis import schema
from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Page
from parvis.live.counting import VIA, Tally, count
from parvis.live.pipeline import blank
from parvis.memory import without_collector
from parvis.schema import UTC_TIME
from parvis.sources.connector import Read, rows_of
from parvis.sources.files import flatten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.collect.cursors import Cursors
    from parvis.collect.dead_letters import DeadLetters
    from parvis.collect.page import Cursor
    from parvis.live.departing import Departed
    from parvis.live.pipeline import Pipeline
    from parvis.live.plan import Heard
    from parvis.live.states import States
    from parvis.store import Writer

BACKFILL: Final = "is_backfill"
"""The column that says whether it came with a source's history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A page on its way to the lake.

    Arguments:
        heard: its source.
        page: as the source gave it.
        walk: under which name its cursor is saved.
        is_backfill: whether it is of the source's history.
    """

    heard: Heard
    page: Page
    walk: str
    is_backfill: bool = False

    @property
    def size(self) -> int:
        """How many items it has."""
        return len(self.page.items) + (self.page.rows.height if self.page.rows is not None else 0)


class Keeper:
    """Takes pages into the lake, with all that is said of their mentions.

    Arguments:
        writer: of the lake.
        pipeline: reads what is new.
        states: of the sources, which it counts for.
        letters: take what could not be read.
        cursors: are saved when their pages are on the disk.
        departed: takes the accounts that are gone.
    """

    def __init__(
        self,
        writer: Writer,
        pipeline: Pipeline,
        states: States,
        letters: DeadLetters,
        cursors: Cursors,
        departed: Departed,
    ) -> None:
        self.writer, self._pipeline, self._states = writer, pipeline, states
        self._letters, self._cursors, self._departed = letters, cursors, departed
        self._pending: dict[str, Cursor] = {}

    def take(self, arrived: Sequence[Arrived]) -> None:
        """Take pages, in the order of each source.

        An item that no stage can stomach becomes a dead letter; a mention that cannot be read is
        kept unread: neither is lost, nor does it stop what comes after it.

        Raises:
            StoreError: the lake cannot take them now; give them again.
        """
        with without_collector():
            self._take(arrived, dt.datetime.now(dt.UTC))

    def _take(self, arrived: Sequence[Arrived], now: dt.datetime) -> None:
        pages = [(each, read_page(each, now)) for each in together(arrived)]
        for each, read in pages:
            self._letters.add(read.rejected, via=each.heard.name, at=now.isoformat())
        mentions = pl.concat([_NOTHING, *(_told(each, read) for each, read in pages)])
        kept = self._kept(arrived, mentions)
        with self.writer.together():
            offered = pl.concat([kept, self._removed(arrived, kept, now)], how="diagonal")
            taken = self.writer.append("mentions", offered).rows
            self._say(taken.filter(pl.col("deleted_at").is_null()), now)
        for each in arrived:
            self._departed.note(each.heard.connector.habits.source, each.page.departed)
        self._pending |= {each.walk: each.page.cursor for each in arrived}
        for each, read in pages:
            self._states.of[each.heard.name].rejected += len(read.rejected)
        count(self._states, Tally(read=mentions, kept=kept, taken=taken))

    def flush(self) -> None:
        """Bring what was taken to the disk, and then the cursors that say so.

        Raises:
            StoreError, OSError: the disk does not take it; nothing is lost, try again.
        """
        self.writer.flush()
        self._cursors.save(self._pending)
        self._pending = {}

    def _say(self, new: pl.DataFrame, now: dt.datetime) -> None:
        """Read what is new; what cannot be read is looked for, half by half, and left unread."""
        if not new.height:
            return
        try:
            said = self._pipeline.said(blank(new), now)
        except Exception as fault:  # noqa: BLE001 - hostile posts must not stop what follows them
            if new.height == 1:
                why = f"kept, and not read: {type(fault).__name__}: {fault}"
                via = str(new[VIA][0])
                letter = Rejected.of(via, None, why, str(new["id"][0]))
                self._letters.add([letter], via=via, at=now.isoformat())
                return
            half = new.height // 2
            self._say(new[:half], now)
            self._say(new[half:], now)
            return
        self.writer.append("readings", said.readings)
        self.writer.append("marks", said.marks)

    def _kept(self, arrived: Sequence[Arrived], mentions: pl.DataFrame) -> pl.DataFrame:
        """Without what no query matches, of sources that keep no more than that."""
        choosy = {each.heard.name for each in arrived if not each.heard.keeps_all}
        if not choosy or not mentions.height:
            return mentions
        is_free = ~mentions[VIA].is_in(list(choosy))
        return mentions.filter(is_free | self._pipeline.matched(blank(mentions)))

    def _removed(
        self, arrived: Sequence[Arrived], kept: pl.DataFrame, now: dt.datetime
    ) -> pl.DataFrame:
        """What the sources took down, and the lake holds or is about to."""
        rows = [
            (f"{each.heard.connector.habits.source}:{removed}", "", each.heard.name)
            for each in arrived
            for removed in each.page.removed
        ]
        schema = {"id": pl.String, "text": pl.String, VIA: pl.String}
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        is_known = self.writer.holds(frame["id"]) | frame["id"].is_in(kept["id"].to_list())
        return frame.filter(is_known).with_columns(deleted_at=pl.lit(now, UTC_TIME))


def together(arrived: Sequence[Arrived]) -> list[Arrived]:
    """Return pages of one source as one page, so that they are read at once.

    Arguments:
        arrived: pages, those of a source in its order.
    """
    found: dict[tuple[str, bool], list[Arrived]] = {}
    for each in arrived:
        if each.page.rows is None:
            found.setdefault((each.heard.name, each.is_backfill), []).append(each)
    rows = [each for each in arrived if each.page.rows is not None]
    return [*rows, *(_one(pages) for pages in found.values())]


def _one(pages: Sequence[Arrived]) -> Arrived:
    origins = {each.page.origin for each in pages}
    whole = Page(
        items=[item for each in pages for item in each.page.items],
        origin=origins.pop() if len(origins) == 1 else pages[0].heard.name,
        rejected=[letter for each in pages for letter in each.page.rejected],
    )
    return replace(pages[0], page=whole)


def read_page(arrived: Arrived, now: dt.datetime) -> Read:
    """Turn a page into rows; an item that cannot be turned becomes a dead letter.

    Arguments:
        arrived: the page.
        now: when, aware.
    """
    connector, settings = arrived.heard.connector, arrived.heard.settings
    try:
        return rows_of(connector, settings, arrived.page, now)
    except Exception as fault:  # noqa: BLE001 - hostile items must not stop what follows them
        if len(arrived.page.items) <= 1:
            return _given_up(arrived, fault)
    singles = (Page(items=[item], origin=arrived.page.origin) for item in arrived.page.items)
    parts = [read_page(replace(arrived, page=page), now) for page in singles]
    letters = [letter for part in parts for letter in part.rejected]
    return Read(pl.concat(part.frame for part in parts), [*letters, *arrived.page.rejected])


def _given_up(arrived: Arrived, fault: Exception) -> Read:
    """An item that cannot be turned into a row, told with the reason."""
    why = f"Parvis could not read it: {type(fault).__name__}: {fault}"
    origin = arrived.page.origin or arrived.heard.name
    items = (flatten.cell(item) or "" for item in arrived.page.items)
    letters = [Rejected.of(origin, None, why, item) for item in items]
    return Read(schema.empty("normalise"), [*letters, *arrived.page.rejected])


def _told(arrived: Arrived, read: Read) -> pl.DataFrame:
    """Rows with the name of their source."""
    return read.frame.with_columns(
        pl.lit(arrived.heard.name).alias(VIA), pl.lit(arrived.is_backfill).alias(BACKFILL)
    )


_NOTHING: Final = schema.empty("normalise").with_columns(
    pl.lit(None, pl.String).alias(VIA), pl.lit(None, pl.Boolean).alias(BACKFILL)
)
