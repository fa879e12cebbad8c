"""Which ids a table holds: a file beside the tables, made anew from them where it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from parvis.store.slots import count, places_for, pour, put_all
from parvis.whole import sync, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT: Final = 2
"""Of the hashes; ids noted in another one are noted anew."""


class _State(msgspec.Struct):
    through: int = 0
    format: int = FORMAT
    seed: int = 0


class Ids:
    """What a table holds, by hash, mapped from a file that grows by doubling.

    It holds nothing that the table does not: rows are noted once they are on the disk. It may hold
    less, after a writer was killed: rows from `through` on are then to be noted again.

    Arguments:
        folder: for its two files.
        name: of the table.
        seed: of the lake; ids noted with another one are of no use.

    >>> import tempfile
    >>> from pathlib import Path
    >>> ids = Ids(Path(tempfile.mkdtemp()), "mentions", seed=7)
    >>> rows = np.array([5, 6], np.uint64), np.array([1, 1]), np.array([20_000, 20_000])
    >>> ids.note(*rows)
    >>> ids.through = 2
    >>> ids.save()
    >>> ids.used, Ids(ids.folder, "mentions", seed=7).through
    (2, 2)
    """

    def __init__(self, folder: Path, name: str, *, seed: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._slots_file, self._state_file = folder / f"{name}.ids", folder / f"{name}.json"
        self._state = self._known(seed)
        self.table = self._mapped()
        # Counted, not remembered: a killed writer noted more than it could say.
        self.used = int(count(self.table))

    @property
    def through(self) -> int:
        """Rows that arrived before this one are noted."""
        return self._state.through

    @through.setter
    def through(self, arrival: int) -> None:
        self._state.through = arrival

    def note(
        self, keys: NDArray[np.uint64], contents: NDArray[np.int64], days: NDArray[np.int64]
    ) -> None:
        """Note rows that are on the disk; those noted before stay as they are."""
        self._room_for(keys.size)
        self.used += put_all(self.table, keys, contents, days)

    def pour(self, waiting: NDArray[np.uint64], rows: int) -> None:
        """Note what was waiting, so many rows, and is on the disk now."""
        self._room_for(rows)
        self.used += pour(waiting, self.table)

    def save(self) -> None:
        """Bring it to the disk, the account of it last."""
        self.table.flush()
        write_whole(self._state_file, msgspec.json.encode(self._state).decode())

    def _known(self, seed: int) -> _State:
        try:
            state = msgspec.json.decode(self._state_file.read_bytes(), type=_State)
        except (FileNotFoundError, msgspec.DecodeError):
            state = _State()
        if (state.seed, state.format) != (seed, FORMAT) or not self._slots_file.exists():
            self._slots_file.unlink(missing_ok=True)
            return _State(seed=seed)
        return state

    def _mapped(self) -> np.memmap[tuple[int, int], np.dtype[np.uint64]]:
        if not self._slots_file.exists():
            _make(self._slots_file, places_for(1))
        places = self._slots_file.stat().st_size // 16
        return np.memmap(self._slots_file, np.uint64, "r+", shape=(places, 2))

    def _room_for(self, rows: int) -> None:
        """Move to a larger file in time; the old one counts until the new one is whole."""
        places = places_for(self.used + rows)
        if places <= self.table.shape[0]:
            return
        larger = self._slots_file.with_suffix(".growing")
        _make(larger, places)
        table = np.memmap(larger, np.uint64, "r+", shape=(places, 2))
        self.used = pour(self.table, table)
        table.flush()
        larger.replace(self._slots_file)
        sync(self.folder)
        self.table = table


def _make(path: Path, places: int) -> None:
    with path.open("wb") as file:
        file.truncate(places * 16)
