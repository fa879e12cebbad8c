"""A ZIP archive with one table in it, as many tools pack their exports, read within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from parvis.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

SIGN: Final = b"PK\x03\x04"
_TABLES: Final = {
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".parquet",
}  # fmt: skip
_PIECE: Final = 1 << 20
_FAULTS: Final = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError)


def table_in(path: Path, packed: bytes, check: Callable[[int], None]) -> tuple[Path, bytes] | None:
    """Return the one table of an archive, with the path it has in it.

    Arguments:
        path: of the archive.
        packed: its bytes.
        check: is told how many bytes were unpacked, and raises where they are too many.

    Returns: None where it is no archive of tables, as a workbook is none.

    Raises:
        SourceError: several tables, a password, or what cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            name = _name(path, [one for one in archive.namelist() if _is_table(one)])
            if name is None or any(one.startswith("xl/") for one in archive.namelist()):
                return None
            return path / PurePosixPath(name).name, _read(archive, name, check)
    except RuntimeError as fault:
        raise SourceError.at(path, "the archive is protected by a password", _UNPACK) from fault
    except _FAULTS as fault:
        why = f"the workbook or archive is damaged ({fault})"
        raise SourceError.at(path, why, "export it again") from fault


_UNPACK: Final = "unpack it and give the file within"


def _name(path: Path, tables: list[str]) -> str | None:
    """The table that is meant; a text that says what the others hold is none."""
    others = [name for name in tables if not name.endswith(".txt")]
    found = others or tables
    if len(found) > 1:
        shown = ", ".join(PurePosixPath(name).name for name in found[:10])
        raise SourceError.at(path, f"the archive holds {len(found)} tables: {shown}", _UNPACK)
    return found[0] if found else None


def _is_table(name: str) -> bool:
    inner = PurePosixPath(name)
    is_hidden = inner.name.startswith((".", "~")) or inner.parts[0] == "__MACOSX"
    return inner.suffix.lower() in _TABLES and not is_hidden


def _read(archive: zipfile.ZipFile, name: str, check: Callable[[int], None]) -> bytes:
    """Unpack a piece at a time: what its list of contents says of the size is not believed."""
    whole = bytearray()
    with archive.open(name) as member:
        while piece := member.read(_PIECE):
            whole += piece
            check(len(whole))
    return bytes(whole)
