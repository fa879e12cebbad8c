"""What was said in the last thirty days, at hand in this process: a part of the lake, indexed."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl
from django.conf import settings
from django.utils import timezone

from parvis.errors import LakeError
from parvis.store import is_lake, open_lake
from parvis.store.read import latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parvis.perimeter.store.index import Index
    from parvis.store import Lake

DAYS: Final = 30
MOST: Final = 1 << 16
"""Mentions at hand: where more were said, as many by lot."""
LARGEST: Final = 32 << 20
"""Bytes of them on the disk, at most: long articles are fewer."""
FRESH: Final = 300.0
"""Seconds for which they are taken for the last ones."""
OLD: Final = 3_600.0
"""Seconds after which nobody is answered from them any more."""
_LOT: Final = 2010
_PIECES: Final = (1024, 1024, 2048, 4096, 8192, 16384)
"""The first pieces are small, so that whatever is asked is answered from one of them in time."""
_SHOWN: Final = ("id", "title", "text", "author", "medium", "kind", "url", "published_at", "via")
_TOLD_APART: Final = ("edit_of", "deleted_at", "collected_at", "arrived_at", "arrival")


@dataclass(frozen=True, slots=True)
class Recent:
    """Mentions of the last days.

    Arguments:
        pieces: each some of them, drawn by lot, indexed.
        share: of all mentions of these days, the part that is here; 1 where all are.
        since, until: the first and the last day.
        version: of the lake, when they were read.
        gone: how many mentions that version had lost by then.
    """

    pieces: tuple[Index, ...]
    share: float
    since: dt.date
    until: dt.date
    version: int
    gone: int

    @property
    def held(self) -> int:
        """How many mentions are here."""
        return sum(piece.mentions.height for piece in self.pieces)


class _Kept(NamedTuple):
    held: Recent
    root: Path
    at: float


@dataclass(slots=True)
class _Shelf:
    kept: _Kept | None = None
    reading: Lock = field(default_factory=Lock)


_SHELF: Final = _Shelf()


def recent() -> Recent | None:
    """Return what was said lately, as it was read within the last minutes; None without a lake.

    Where those are over, it is read anew meanwhile, and returned as it was; where somebody was
    erased since, it is read again at once.
    """
    if not is_lake(settings.LAKE):
        return None
    kept = _usable()
    if kept is None:
        return _read_anew()
    if _age(kept) > FRESH:
        _begin()
    return kept.held


def get_ready() -> None:
    """Begin to read what was said lately, so that it is there when somebody asks."""
    if is_lake(settings.LAKE):
        kept = _usable()
        if kept is None or _age(kept) > FRESH:
            _begin()


def forget() -> None:
    """Forget what was read."""
    with _SHELF.reading:
        _SHELF.kept = None


def _age(kept: _Kept) -> float:
    return time.monotonic() - kept.at


def _usable() -> _Kept | None:
    """What is at hand, if it is of this lake, not too old, and nobody in it was erased since."""
    kept, root = _SHELF.kept, settings.LAKE
    if kept is None or kept.root != root or _age(kept) > OLD:
        return None
    return kept if open_lake(root).lost(kept.held.version) == kept.held.gone else None


def _read_anew(*, even_so: bool = False) -> Recent:
    """Read it; whoever waited while another did so has what that one read."""
    with _SHELF.reading:
        kept = _usable()
        if kept is None or (even_so and _age(kept) > FRESH):
            root, at = settings.LAKE, time.monotonic()
            kept = _Kept(_read(open_lake(root), timezone.localdate()), root, at)
            _SHELF.kept = kept
        return kept.held


def _begin() -> None:
    if not _SHELF.reading.locked():
        Thread(target=_try_to_read, daemon=True).start()


def _try_to_read() -> None:
    faults = OSError, LakeError, pl.exceptions.PolarsError
    with suppress(*faults):  # whoever asks next is told what is wrong
        _try_out(_read_anew(even_so=True))


def _try_out(found: Recent) -> None:
    """Seek something, so that what is compiled and imported for it is there as well."""
    from parvis.perimeter.language.parse import parse
    from parvis.perimeter.meaning.settle import settle
    from parvis.perimeter.store.search import Search

    claim = settle(parse("a NEAR/3 b"))
    for index in found.pieces[:1]:
        Search(index, claim).truth(claim)


def _read(lake: Lake, today: dt.date) -> Recent:
    since = today - dt.timedelta(days=DAYS - 1)
    days, version = (since, today), lake.version()
    gone = lake.lost(version)  # before the rows: what goes meanwhile makes it be read again
    rows = lake.read("mentions", version=version, days=days)
    held, size = lake.extent(days)
    one_in = max(1, -(-held // MOST), -(-size // LARGEST))
    lot = pl.coalesce("edit_of", "id").hash(_LOT)
    wanted = rows.select(_columns(rows)).with_columns(lot=lot).filter(pl.col("lot") % one_in == 0)
    drawn = wanted.collect(engine="streaming")
    last = latest(drawn.lazy()).sort("lot").drop("lot", *_TOLD_APART)
    mentions = _with_readings(lake, last.collect(), days, version)
    share = drawn.height / held if one_in > 1 else 1.0
    return Recent(tuple(_indexed(mentions)), share, since, today, version, gone)


def _columns(rows: pl.LazyFrame) -> list[str]:
    from parvis.perimeter.language.fields import FIELDS

    asked = [spec.column for spec in FIELDS.values()]
    known = set(rows.collect_schema().names())
    return [name for name in dict.fromkeys((*_SHOWN, *_TOLD_APART, *asked)) if name in known]


def _with_readings(
    lake: Lake, mentions: pl.DataFrame, days: tuple[dt.date, dt.date], version: int
) -> pl.DataFrame:
    """What the machine read in them, as far as a query can ask about it."""
    from parvis.perimeter.language.fields import FIELDS

    rows = lake.read("readings", version=version, days=days)
    known, asked = rows.collect_schema().names(), {spec.column for spec in FIELDS.values()}
    names = [name for name in known if name in asked and name not in mentions.columns]
    ours = pl.col("mention").is_in(mentions["id"].implode())
    read = rows.filter(ours).select("mention", "arrival", *names).collect(engine="streaming")
    last = read.sort("arrival").unique("mention", keep="last").drop("arrival")
    return mentions.join(last, left_on="id", right_on="mention", how="left", maintain_order="left")


def _indexed(mentions: pl.DataFrame) -> Iterator[Index]:
    """Cut them into pieces, each with the words that stand in it alone."""
    from parvis.perimeter.store.index import Index

    done, sizes = 0, itertools.chain(_PIECES, itertools.repeat(_PIECES[-1]))
    while done < mentions.height:
        size = next(sizes)
        yield Index(mentions.slice(done, size))
        done += size
