"""The lake: mentions and all that was said of them, kept once, read while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.store.admission import Admitted
from parvis.store.lake import DeltaLake, is_lake
from parvis.store.person import Person
from parvis.store.protocol import Lake, Writer
from parvis.store.tables import TRUTH, Table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TRUTH", "Admitted", "DeltaLake", "Lake", "Person", "Table", "Writer", "is_lake"]
__all__ += ["create_lake", "open_lake", "restore_lake"]


def open_lake(folder: Path | str) -> Lake:
    """Open the lake in a folder.

    Raises:
        LakeError: there is none, or one of a later version of Parvis.

    >>> open_lake("/")
    Traceback (most recent call last):
    parvis.errors.LakeError: /: there is no lake here. What to do: name its folder, or create one.
    """
    return DeltaLake(folder)


def create_lake(folder: Path | str) -> Lake:
    """Make a lake in a folder, or open the one that is there.

    >>> import tempfile
    >>> create_lake(tempfile.mkdtemp()).version()
    0
    """
    return DeltaLake.create(folder)


def restore_lake(source: Path, folder: Path) -> Lake:
    """Bring a lake back from its backup into an empty folder.

    Raises:
        LakeError: there is no backup, it is damaged, or the folder is not empty.

    >>> import tempfile
    >>> from pathlib import Path
    >>> place = Path(tempfile.mkdtemp())
    >>> kept = create_lake(place / "lake").backup(place / "kept")
    >>> restore_lake(place / "kept", place / "back").version()
    0
    """
    return DeltaLake.restore(source, folder)
