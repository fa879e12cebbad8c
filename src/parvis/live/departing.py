"""Accounts that their network no longer has: their posts leave the lake as their policy says."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Final, Literal

import msgspec
import polars as pl

from parvis.live.counting import VIA
from parvis.schema import UTC_TIME
from parvis.store import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from parvis.collect.page import Departure
    from parvis.live.states import States
    from parvis.store import Lake

Policy = Literal["mark", "erase"]

FILE: Final = "departed.jsonl"


class _Waiting(msgspec.Struct, frozen=True):
    source: str
    author: str
    for_good: bool


class Departed:
    """Accounts that are gone and whose posts are not seen to yet, in a file.

    A network tells of thousands a day, of whom a lake holds few: they are looked for together,
    between two spells of writing, and not one by one.

    Arguments:
        file: JSON lines, added to.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.collect.page import Departure
    >>> departed = Departed(Path(tempfile.mkdtemp(), "departed.jsonl"))
    >>> departed.note("bluesky", [Departure("did:plc:a", for_good=True)])
    >>> departed.of()
    {'bluesky': {'did:plc:a': True}}
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def note(self, source: str, gone: Iterable[Departure]) -> None:
        """Add accounts, on the disk when this returns: their event is not heard again.

        Arguments:
            source: whose accounts they are, as ids in the lake begin.
            gone: they.

        Raises:
            OSError: the disk does not take them.
        """
        told = [_Waiting(source, one.author, one.for_good) for one in gone]
        if not told:
            return
        with self._file.open("ab") as file:
            file.write(b"".join(msgspec.json.encode(one) + b"\n" for one in told))
            file.flush()
            os.fsync(file.fileno())

    def of(self) -> dict[str, dict[str, bool]]:
        """Return by source who waits, and whether they left for good; a torn line is none."""
        waiting: dict[str, dict[str, bool]] = {}
        for line in self._file.read_bytes().splitlines() if self._file.exists() else ():
            try:
                one = msgspec.json.decode(line, type=_Waiting)
            except msgspec.DecodeError:
                continue
            authors = waiting.setdefault(one.source, {})
            authors[one.author] = one.for_good or authors.get(one.author, False)
        return waiting

    def forget(self) -> None:
        """All are seen to."""
        self._file.unlink(missing_ok=True)


def see_to(departed: Departed, lake: Lake, states: States, policy: Policy) -> None:
    """Mark the posts of accounts that are gone as taken down, or erase who left for good.

    Killed on the way, it begins again: what is marked or erased already is so but once.

    Arguments:
        departed: accounts that wait.
        lake: of the listener; nobody may be writing.
        states: of the sources, which count what was taken down.
        policy: `erase` takes out of every table and version those whose account was deleted;
            whose account is only hidden, for a time or by its network, is marked all the same.
    """
    for source, authors in departed.of().items():
        held = _held(lake, source, list(authors))
        leaving = [name for name in held["author_id"].unique() if authors[name]]
        for author in leaving if policy == "erase" else ():
            lake.erase(Person(source=source, author_id=author))
            held = held.filter(pl.col("author_id") != author)
        _mark(held, lake, states)
    departed.forget()


def _held(lake: Lake, source: str, authors: list[str]) -> pl.DataFrame:
    """The posts of authors that the lake holds, by which source of the listen file they came."""
    mentions = lake.mentions().filter(
        pl.col("source") == source, pl.col("author_id").is_in(authors)
    )
    via = pl.col(VIA) if VIA in mentions.collect_schema() else pl.lit(None, pl.String)
    return mentions.select("id", "author_id", via.alias(VIA)).collect()


def _mark(held: pl.DataFrame, lake: Lake, states: States) -> None:
    if not held.height:
        return
    now = pl.lit(dt.datetime.now(dt.UTC), UTC_TIME)
    tombs = held.select("id", pl.lit("").alias("text"), VIA, deleted_at=now)
    with lake.writing("accounts that are gone") as writer:
        taken = writer.append("mentions", tombs).rows
    for name, count in taken.group_by(VIA).len().iter_rows():
        if name in states.of:
            states.of[name].removed += count
