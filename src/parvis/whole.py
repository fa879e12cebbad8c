"""Files that are whole under their name, or not there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text so that a reader sees the old file or the new one, and never half of it.

    Arguments:
        path: the file; it is replaced. Its line ends are those of the text.
        text: what it will hold, on the disk when this returns.

    Raises:
        OSError: the disk does not take it; the old file stands.

    >>> import tempfile
    >>> from pathlib import Path
    >>> file = Path(tempfile.mkdtemp(), "versions.jsonl")
    >>> write_whole(file, "one")
    >>> file.read_text()
    'one'
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk.

    >>> import tempfile
    >>> from pathlib import Path
    >>> sync(Path(tempfile.mkdtemp()))
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
