"""The folder of a report: a file stands in it under its name only when it is whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from parvis.present import html
from parvis.present.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from parvis.present.document import Document
    from parvis.present.formats import Format

Writers: TypeAlias = "Mapping[str, Callable[[Path], object]]"


def fill(folder: Path, writers: Writers) -> None:
    """Write files into a folder, one after another.

    Arguments:
        folder: made if need be; files of an earlier report are replaced.
        writers: what writes each file, by its name; a folder may be written as well.

    Raises:
        OSError: a file cannot be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> fill(folder, {"word.txt": lambda path: path.write_text("Whole.")})
    >>> [file.name for file in folder.iterdir()]
    ['word.txt']
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, write_to in writers.items():
        part = folder / f".{name}.partial"
        write_to(part)
        _stand(part, folder / name)


def reports(document: Document, asked: Iterable[Format]) -> Writers:
    """Return what writes a report: as a page, and as whatever else is asked for.

    Arguments:
        document: what it says.
        asked: formats beside the page.
    """
    others = (FORMATS[name] for name in asked)
    return {
        "report.html": partial(html.write, document=document),
        **{other.file: partial(other.write, document=document) for other in others},
    }


def _stand(part: Path, whole: Path) -> None:
    """Let what was written stand under its name; of a folder, each file of it."""
    if not part.is_dir():
        part.replace(whole)
        return
    whole.mkdir(exist_ok=True)
    for old in whole.glob("figure-*"):
        old.unlink()
    for file in part.iterdir():
        file.replace(whole / file.name)
    part.rmdir()
