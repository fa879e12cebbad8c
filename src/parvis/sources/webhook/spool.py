"""What was sent, on the disk before it is answered for, until it is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from parvis.whole import sync, write_whole

if TYPE_CHECKING:
    from pathlib import Path


TRIMMED: Final = 4 << 20
"""Bytes that are kept already, and are then taken away while others come."""


class Spool:
    """Lines in a file, each known by the place where it ends, which never changes.

    A line that a kill cut off was not answered for, and is taken away at the next opening. What
    lies before the place that was saved is taken away then as well, and while it is heard where
    it is much: the name of the file says where it begins.

    Arguments:
        folder: of the file; made where it is not there.
        saved: the place that was saved; None where none was.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> spool = Spool(folder, None)
    >>> spool.append(["one", "two"])
    >>> spool.read(0, most=1)
    (['one'], 4)
    >>> Spool(folder, 4).read(4)
    (['two'], 8)
    """

    def __init__(self, folder: Path, saved: int | None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        found = sorted(folder.glob("*.jsonl"))
        self._file = found[-1] if found else _named(folder, saved or 0)
        self._file.touch()
        self._base = int(self._file.stem)
        self._mend()
        if saved is not None and saved > self._base:
            self.trim(saved)
        for old in found:
            if old != self._file:
                old.unlink(missing_ok=True)
        sync(folder)

    @property
    def first(self) -> int:
        """The place of the first line that is there."""
        return self._base

    def append(self, lines: list[str]) -> None:
        """Add lines, all on the disk when this returns.

        Raises:
            OSError: the disk does not take them; none of them is there.
        """
        body = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        whole = self._file.stat().st_size
        with self._file.open("ab") as file:
            try:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self._file, whole)
                raise

    def read(self, place: int, most: int = 500) -> tuple[list[str], int]:
        """Return lines from a place on, and the place after them.

        Arguments:
            place: after what was read already.
            most: lines.
        """
        lines: list[str] = []
        at = max(place, self._base)
        with self._file.open("rb") as file:
            file.seek(at - self._base)
            while len(lines) < most and (line := file.readline()).endswith(b"\n"):
                lines.append(line[:-1].decode("utf-8"))
                at += len(line)
        return lines, at

    def _mend(self) -> None:
        held = self._file.read_bytes()
        os.truncate(self._file, held.rfind(b"\n") + 1)

    def is_due(self, saved: int) -> bool:
        """Tell whether so much lies before a place that it is worth taking away."""
        return saved - self._base >= TRIMMED

    def trim(self, saved: int) -> None:
        """Begin another file with what lies behind a place; the old one goes when it stands.

        Killed between the two, the next opening finds both, and the newer has all that counts.
        """
        rest = self._file.read_bytes()[saved - self._base :]
        new = _named(self._file.parent, saved)
        write_whole(new, rest.decode("utf-8"))
        old, self._file, self._base = self._file, new, saved
        old.unlink(missing_ok=True)


def _named(folder: Path, base: int) -> Path:
    return folder / f"{base:020d}.jsonl"
