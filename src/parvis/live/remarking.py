"""An edited perimeter is applied to all the lake; marks of old and new stand side by side."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import msgspec
import polars as pl

from parvis.live.pipeline import Marker, blank
from parvis.perimeter.versions import History
from parvis.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parvis.perimeter.versions import Perimeter
    from parvis.store import Lake, Writer

AT_ONCE: Final = 50_000
"""Mentions that are marked together."""

_FILE: Final = "applied.json"


class Applied(msgspec.Struct, frozen=True):
    """How far a perimeter is applied: by its version, to all that arrived before a number."""

    version: str
    through: int


class Remarker:
    """Applies perimeters to what the lake holds already.

    Arguments:
        folder: in which it is kept what was applied, and every version of the perimeters.
    """

    def __init__(self, folder: Path) -> None:
        self._file, self._history = folder / _FILE, History(folder / "perimeters")
        self._applied = _read(self._file)

    def is_due(self, perimeter: Perimeter) -> bool:
        """Tell whether the lake may hold mentions that this version was not applied to."""
        return self.applied(perimeter) != perimeter.version

    def applied(self, perimeter: Perimeter) -> str | None:
        """Return the version of a perimeter that was applied last; None where none was."""
        done = self._applied.get(perimeter.id)
        return None if done is None else done.version

    def apply(
        self,
        perimeter: Perimeter,
        lake: Lake,
        writer: Writer,
        tell: Callable[[int, int], None] = lambda _done, _whole: None,
    ) -> int:
        """Mark every mention of the lake by a version that was not applied to it.

        Killed on the way, it begins again, and no mark is kept twice.

        Arguments:
            perimeter: the version.
            lake: whose mentions are marked.
            writer: of that lake.
            tell: told how many mentions are done, of how many.

        Returns: how many marks are new.
        """
        upto = writer.flush()
        self._history.save(perimeter)
        marker, marks, done = Marker(perimeter), 0, 0
        whole = lake.mentions(version=upto).select(pl.len()).collect().item()
        for mentions in read_again(lake, upto):
            found = marker.match(mentions)
            marks += writer.append("marks", marker.marks(found, mentions)).new
            done += mentions.height
            tell(done, whole)
        writer.adopt(perimeter.id, perimeter.version)
        self._note(perimeter, upto)
        return marks

    def _note(self, perimeter: Perimeter, through: int) -> None:
        self._applied = {**self._applied, perimeter.id: Applied(perimeter.version, through)}
        write_whole(self._file, msgspec.json.encode(self._applied).decode())


def read_again(lake: Lake, version: int) -> Iterator[pl.DataFrame]:
    """Yield the mentions of a version day by day, each with its last reading.

    Arguments:
        lake: of the listener.
        version: of the lake.
    """
    whole = lake.mentions(version=version)
    for day in whole.select(pl.col("day").unique().sort()).collect()["day"]:
        bounds = (day or dt.date.max, day or dt.date.max)
        mentions = lake.mentions(version=version, days=bounds, undated=day is None)
        readings = lake.read("readings", version=version, days=bounds, undated=day is None)
        last = readings.sort("arrival").unique("mention", keep="last")
        told = last.drop("arrival", "arrived_at", "day")
        joined = mentions.join(told, left_on="id", right_on="mention", how="left").collect()
        yield from (blank(part) for part in joined.iter_slices(AT_ONCE))


def _read(file: Path) -> dict[str, Applied]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Applied])
    except FileNotFoundError:
        return {}
