"""What a file is, by its first bytes: a workbook, Parquet, text, or nothing that holds posts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Literal

from parvis.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.sources.files.opening import Content

Shape = Literal["workbook", "parquet", "text"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a Windows program",
    b"\x1f\x8b": "a gzip file within a gzip file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"SQLite format 3\x00": "a SQLite database",
    b"ARROW1": "an Arrow file",
    b"\x00\x00\x00\x20ftyp": "a video",
}
_UNPACK = ("archive", "gzip", "bzip2", "xz", "zstd")


def shape_of(content: Content) -> Shape:
    r"""Tell what a file is by its first bytes.

    Arguments:
        content: the file.

    Raises:
        SourceError: it is of a kind that holds no rows, or protected by a password.

    >>> from pathlib import Path
    >>> from parvis.sources.files.opening import Content
    >>> shape_of(Content(path=Path("posts.txt"), data=b"text\nbonjour"))
    'text'
    """
    data = content.data
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"PK\x03\x04"):
        _check_archive(content)
        return "workbook"
    if data.startswith(_OLD_OFFICE):
        _check_password(content)
        return "workbook"
    for sign, kind in _OTHERS.items():
        if data.startswith(sign):
            raise refused(content.path, kind)
    return "text"


def refused(path: Path, kind: str) -> SourceError:
    """Build the error for a file that holds no rows to read.

    >>> print(refused("logo.csv", "a PNG picture"))
    logo.csv: this is a PNG picture, not an export of posts. What to do: give a CSV, TSV, JSON, \
JSONL, XLSX or Parquet file.
    """
    if any(word in kind for word in _UNPACK):
        return SourceError.at(path, f"this is {kind}", "unpack it and give the file within")
    way_out = "give a CSV, TSV, JSON, JSONL, XLSX or Parquet file"
    return SourceError.at(path, f"this is {kind}, not an export of posts", way_out)


def _check_archive(content: Content) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError) as error:
        fault = f"the workbook or archive is damaged ({error})"
        raise SourceError.at(content.path, fault, "export it again") from error
    if not any(name.startswith("xl/") for name in names):
        raise refused(content.path, "a ZIP archive")
    if size > content.most:
        fault = f"the workbook unpacks to {size:,} bytes"
        raise SourceError.at(content.path, fault, "export fewer rows, or as CSV")


def _check_password(content: Content) -> None:
    if _ENCRYPTED in content.data:
        fault = "the workbook is protected by a password"
        raise SourceError.at(content.path, fault, "save it without one")
