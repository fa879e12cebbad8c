"""Erasure wins: a person leaves every table, every version and the disk, and does not come back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
import polars as pl

from parvis.store.compact import settle
from parvis.store.gone import Ledger, Record
from parvis.store.person import Person, find, names, strike
from parvis.store.refusals import hashes_of_author
from parvis.store.rewrite import of_day, take_away
from parvis.store.tables import ARRIVAL, DAY, MENTIONS
from parvis.whole import write_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.store.append import Appender
    from parvis.store.person import Found

AT_ONCE: Final = dt.timedelta(0)


class _Begun(msgspec.Struct, frozen=True):
    """What is known of an erasure on its way: if its process is killed, the rows no longer tell."""

    number: int
    at: dt.datetime
    person: Person
    handles: set[str] = msgspec.field(default_factory=set)
    author_ids: set[str] = msgspec.field(default_factory=set)
    ids: set[str] = msgspec.field(default_factory=set)
    days: set[dt.date | None] = msgspec.field(default_factory=set)


def erase(writer: Appender, person: Person) -> Record:
    """Erase a person: what they wrote, its copies, what was said of it, their name with others.

    Whoever reads while it happens may have to begin again: the files are gone when this returns.
    Were the process killed on the way, the next writer would finish before anything else.

    Arguments:
        writer: who holds the lease.
        person: whom.

    Returns: the record of it, which says how much and not of whom.
    """
    writer.flush()
    ledger = Ledger(writer.root)
    ledger.folder.mkdir(exist_ok=True)
    begun = _Begun(ledger.next, dt.datetime.now(dt.UTC), person, person.handles, person.author_ids)
    return _finish(writer, ledger, begun)


def finish_begun(writer: Appender) -> Record | None:
    """Finish an erasure that was begun when its process was killed, if one was."""
    ledger = Ledger(writer.root)
    if not ledger.begun.exists():
        return None
    return _finish(writer, ledger, msgspec.json.decode(ledger.begun.read_bytes(), type=_Begun))


def _finish(writer: Appender, ledger: Ledger, begun: _Begun) -> Record:
    mentions = writer.tables[MENTIONS].scan()
    found = find(begun.person.source, begun.handles, begun.author_ids, mentions)
    leaving = found.leaving
    naming = _naming(mentions, found, begun.ids)
    begun = _with(begun, found, naming)
    write_whole(ledger.begun, msgspec.json.encode(begun).decode())
    ledger.keep_pairs(begun.number, pairs_of(writer, leaving))
    rows = _take_days(writer, begun, leaving)
    settle(writer, begun.days, grace=AT_ONCE)
    writer.refuse(ledger.pairs(begun.number)[:, 1])
    record = _record(writer, ledger, begun, rows, naming.height)
    ledger.keep(record)
    writer.learn_refusals()
    return record


def _with(begun: _Begun, found: Found, naming: pl.DataFrame) -> _Begun:
    """With what was found now, beside what was found before it was killed."""
    leaving = found.leaving
    days = pl.concat([leaving[DAY], naming[DAY]]).unique().to_list()
    return msgspec.structs.replace(
        begun,
        handles=begun.handles | found.handles,
        author_ids=begun.author_ids | found.author_ids,
        ids=begun.ids | {*leaving["id"], *leaving["first"]},
        days=begun.days | set(days),
    )


def _take_days(writer: Appender, begun: _Begun, leaving: pl.DataFrame) -> dict[str, int]:
    """Take the rows of each day out, the mentions last: until they go, they tell what is to go."""
    total = dict.fromkeys(writer.tables, 0)
    ids = pl.Series(sorted(begun.ids), dtype=pl.String)
    for day in begun.days:
        part = leaving.filter(of_day(day))
        gone = take_away(writer.tables, day, part, lambda rows: strike(rows, begun.handles, ids))
        total = {name: count + gone[name] for name, count in total.items()}
    return total


def _record(
    writer: Appender, ledger: Ledger, begun: _Begun, rows: dict[str, int], changed: int
) -> Record:
    """What is kept of it; the pairs count the mentions, also those taken before a kill."""
    mentions = np.unique(ledger.pairs(begun.number)[:, 0]).size
    authors = hashes_of_author(
        begun.person.source, begun.handles, begun.author_ids, seed=writer.seed
    )
    return Record(
        number=begun.number,
        kind="erasure",
        at=begun.at,
        version=writer.version,
        rows={**rows, MENTIONS: mentions},
        changed=changed,
        authors=sorted(authors),
    )


def _naming(mentions: pl.LazyFrame, found: Found, ids: set[str]) -> pl.DataFrame:
    """Rows of others in which the person is named, or that refer to what they wrote."""
    leaving = found.leaving
    every = pl.Series([*ids, *leaving["id"], *leaving["first"]], dtype=pl.String).unique()
    others = mentions.filter(~pl.col(ARRIVAL).is_in(leaving[ARRIVAL].implode()))
    return (
        others.filter(names(found.handles, every)).select(ARRIVAL, DAY).collect(engine="streaming")
    )


def pairs_of(writer: Appender, leaving: pl.DataFrame) -> NDArray[np.uint64]:
    """Return arrival and hashed id of mentions, under both names where an edit has two."""
    gate = writer.gates[MENTIONS]
    arrivals = leaving[ARRIVAL].cast(pl.UInt64).to_numpy()
    told = [np.column_stack([arrivals, gate.hashed(leaving[name])]) for name in ("id", "first")]
    return np.unique(np.concatenate(told), axis=0)
