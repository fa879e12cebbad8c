"""A path becomes bytes: found, not too large, unpacked where gzip or ZIP packed them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from parvis.errors import SourceError
from parvis.sources.files import archive
from parvis.sources.files.bounds import LARGEST_FILE, LARGEST_RATIO

if TYPE_CHECKING:
    from pathlib import Path

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31  # zlib's name for "with gzip's header and sum"
_PIECE = 1 << 20
_HARMLESS = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes of a file.

    Arguments:
        path: the file.
        data: its bytes, unpacked.
        gzipped: they were packed.
        is_cut: the packed file ends too early; `data` is what stands before the cut.
        notes: what a person should know, in sentences.
        most: bytes that are read of it, unpacked.

    >>> from pathlib import Path
    >>> Content(path=Path("posts.csv"), data=b"text").name
    'posts.csv'
    """

    path: Path
    data: bytes
    gzipped: bool = False
    is_cut: bool = False
    notes: list[str] = field(default_factory=list)
    most: int = LARGEST_FILE

    @property
    def name(self) -> str:
        """The file's name, as `origin` holds it."""
        return self.path.name


def load(path: Path, *, most: int = LARGEST_FILE) -> Content:
    """Read a file whole, packed by gzip or ZIP or not, which its first bytes tell, not its name.

    Arguments:
        path: the file; an archive has one table in it.
        most: bytes that are read of it, unpacked.

    Raises:
        SourceError: missing, a directory, empty, too large, or not to be unpacked at all.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     size = file.write(b"text")
    ...     file.flush()
    ...     load(Path(file.name)).data
    b'text'
    """
    data = _bytes(path, most)
    if data.startswith(_GZIP):
        content = _unpacked(path, data, most)
    else:
        content = _out_of_archive(path, data, most) or Content(path=path, data=data, most=most)
    if not content.data.strip():
        raise SourceError.at(path, "the file is empty", "export it again")
    return content


def _out_of_archive(path: Path, data: bytes, most: int) -> Content | None:
    if not data.startswith(archive.SIGN):
        return None
    found = archive.table_in(path, data, partial(_check, path, packed=len(data), most=most))
    if found is None:
        return None
    inner, unpacked = found
    notes = [f'"{inner.name}" was read out of the archive.']
    return Content(path=inner, data=unpacked, notes=notes, most=most)


def _bytes(path: Path, most: int) -> bytes:
    if path.is_dir():
        raise SourceError.at(path, "this is a folder", "name the file in it")
    try:
        size = path.stat().st_size
        if size > most:
            raise _too_large(path, most)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError.at(path, "there is no such file", "check its name") from error
    except (OSError, ValueError) as error:
        raise SourceError.at(path, f"it cannot be opened ({error})", "check its rights") from error


def _too_large(path: Path, most: int) -> SourceError:
    fault = f"it holds more than {most:,} bytes"
    return SourceError.at(path, fault, "split it into files of shorter periods")


def _unpacked(path: Path, packed: bytes, most: int) -> Content:
    """All members of a gzip file; what stands before a fault is used, and the fault noted."""
    pieces: list[bytes] = []
    fault = None
    rest, size = packed, 0
    while rest.startswith(_GZIP) and not fault:
        unpacker = zlib.decompressobj(_GZIP_WINDOW)
        while not (unpacker.eof or fault):
            piece, rest, fault = _next_piece(unpacker, rest)
            pieces.append(piece)
            size += len(piece)
            _check(path, size, packed=len(packed), most=most)
        rest = unpacker.unused_data
    if fault and not size:
        raise SourceError.at(path, f"the gzip file is damaged ({fault})", "export it again")
    notes = [f"The gzip file is damaged ({fault}); what stands before is read."] if fault else []
    data = b"".join(pieces)
    return Content(path=path, data=data, gzipped=True, is_cut=bool(fault), notes=notes, most=most)


def _next_piece(unpacker: zlib._Decompress, rest: bytes) -> tuple[bytes, bytes, str | None]:
    """One piece, what is still packed, and the fault met, if any."""
    try:
        piece = unpacker.decompress(rest, _PIECE)
    except zlib.error as error:
        return b"", b"", str(error)
    is_short = not (piece or unpacker.eof or unpacker.unconsumed_tail)
    return piece, unpacker.unconsumed_tail, "it ends too early" if is_short else None


def _check(path: Path, size: int, *, packed: int, most: int) -> None:
    if size > most:
        raise _too_large(path, most)
    if size > _HARMLESS and size > LARGEST_RATIO * packed:
        fault = f"it unpacks to more than {LARGEST_RATIO} times its size"
        raise SourceError.at(path, fault, "unpack it by hand if you trust it")
