"""The simulated market as it happens: each post is put where it is listened to when its time comes.

It reads the market row by row and holds none of it, so that it costs the hub next to no memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from parvis.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Row = list[str]

POSTS: Final = "files/market"
PAST: Final = dt.timedelta(days=8)
DAYS: Final = dt.timedelta(days=20)
KEPT_FOR: Final = dt.timedelta(days=1)
SEED: Final = 2010
_AT: Final = "Created At"


@dataclass(slots=True)
class Place:
    """How far the market has come.

    Arguments:
        start: first day of the part that runs.
        part: its number, from 0.
        rows: of it that were put already.
    """

    start: str
    part: int = 0
    rows: int = 0


class Flow:
    """Puts posts into a folder when their time has come.

    Arguments:
        home: folder of the hub.
        now: the time, aware.
    """

    def __init__(self, home: Path, now: dt.datetime) -> None:
        self._folder, self._into = home / "demo", home / POSTS
        self._into.mkdir(parents=True, exist_ok=True)
        self._file = self._folder / "place.json"
        self._place = _read(self._file) or Place((now - PAST).date().isoformat())
        self._rows: Iterator[Row] | None = None
        self._head: Row = []
        self._next: Row | None = None

    def step(self, now: dt.datetime) -> int:
        """Put what is due by now, and return how many posts it was.

        Arguments:
            now: aware.
        """
        self._open()
        due = list(self._due(f"{now.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S}"))
        if due:
            self._put(due)
            self._place.rows += len(due)
        if self._next is None:
            self._turn()
        write_whole(self._file, json.dumps(asdict(self._place)))
        return len(due)

    def tidy(self, now: dt.datetime) -> None:
        """Take out what was put a day ago and is read by now."""
        before = (now - KEPT_FOR).timestamp()
        for file in self._into.glob("*.csv"):
            if file.stat().st_mtime < before:
                file.unlink()

    def _open(self) -> None:
        """Open the part that runs, made where it is not, and go to where it was left."""
        if self._rows is not None:
            return
        folder = self._folder / f"market-{self._place.part}"
        if not folder.exists():
            seed = str(SEED + self._place.part)
            run = (sys.executable, "-m", "parvis.hub.demo.market")
            subprocess.run((*run, str(folder), seed, self._place.start), check=True)  # noqa: S603
        self._rows = _rows_of(folder / "posts.csv")
        self._head = next(self._rows)
        self._next = next(islice(self._rows, self._place.rows, None), None)

    def _due(self, now: str) -> Iterator[Row]:
        """The rows up to a time; one without a time is due with the one before it."""
        at = self._head.index(_AT)
        while self._next is not None and self._next[at][:19] <= now:
            yield self._next
            self._next = next(self._rows or iter(()), None)

    def _put(self, rows: list[Row]) -> None:
        """Put rows as a file that is there whole or not at all."""
        body = io.StringIO()
        csv.writer(body).writerows([self._head, *rows])
        name = f"{self._place.part:03d}-{self._place.rows:06d}.csv"
        write_whole(self._into / name, body.getvalue())

    def _turn(self) -> None:
        """Go on to the next part: the market does not end."""
        start = dt.date.fromisoformat(self._place.start) + DAYS
        self._place = Place(start.isoformat(), self._place.part + 1)
        self._rows = None


def _rows_of(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines)


def _read(file: Path) -> Place | None:
    try:
        return Place(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return None
