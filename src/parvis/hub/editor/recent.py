"""What was said in the last thirty days, at hand in this process: a part of the lake, indexed."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

import polars as pl
from django.conf import settings
from django.utils import timezone

from parvis.store import is_lake, open_lake
from parvis.store.read import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.perimeter.store.index import Index
    from parvis.store import Lake

DAYS: Final = 30
MOST: Final = 1 << 16
"""Mentions at hand: where more were said, as many by lot."""
LARGEST: Final = 32 << 20
"""Bytes of them on the disk, at most: long articles are fewer."""
FRESH: Final = 300.0
"""Seconds for which they are taken for the last ones."""
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


@dataclass(slots=True)
class _Shelf:
    held: Recent | None = None
    root: str = ""
    at: float = 0.0
    lock: Lock = field(default_factory=Lock)


_SHELF: Final = _Shelf()


def recent() -> Recent | None:
    """Return what was said lately, as it was read within the last minutes; None without a lake.

    Where somebody was erased since, it is read again at once.
    """
    root = settings.LAKE
    if not is_lake(root):
        return None
    lake = open_lake(root)
    with _SHELF.lock:
        held = _SHELF.held if _SHELF.root == str(root) else None
        is_fresh = time.monotonic() - _SHELF.at < FRESH
        if held is None or not is_fresh or lake.lost(held.version) != held.gone:
            held = _read(lake, timezone.localdate())
            _SHELF.held, _SHELF.root, _SHELF.at = held, str(root), time.monotonic()
        return held


def forget() -> None:
    """Forget what was read."""
    _SHELF.held = None


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
