"""A picture of the report that stands by itself: with its title, its class and its source."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from parvis.errors import MissingExtraError
from parvis.present import svg
from parvis.present.pdf.printable import printable
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.document import Document
    from parvis.present.panels.panel import Drawing, Panel

Kind = Literal["svg", "png"]
_KINDS: Final[tuple[Kind, ...]] = ("svg", "png")
_TWICE: Final = 144.0  # pixels an inch: twice those of a page


def write(path: Path | str, document: Document) -> None:
    """Write every picture of a report into a folder, as SVG and PNG.

    Each has its title, what it shows, its class and where it comes from in it, so that it can be
    shown elsewhere and still be defended.

    Arguments:
        path: the folder; pictures of an earlier report in it are replaced.
        document: what the report says.

    Raises:
        MissingExtraError: `typst` is not installed.
        OSError: a file cannot be written.
    """
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in _KINDS:
        for name, drawn in rendered(document, kind):
            (folder / f"{name}.{kind}").write_bytes(drawn)


def rendered(document: Document, kind: Kind) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each picture of a report, and the picture with its words around it.

    Arguments:
        document: what the report says.
        kind: "svg" or "png".

    Raises:
        MissingExtraError: `typst` is not installed.
    """
    for name, told in _told(document):
        yield name, _set(told, kind)


def png(drawing: Drawing) -> bytes:
    """Return a picture alone, without words around it, as PNG at twice the size of a page."""
    return _set({"svg": svg.standalone(drawing.wide), "light": LIGHT, "framed": False}, "png")


def _told(document: Document) -> Iterator[tuple[str, dict[str, object]]]:
    """The name of each picture, and what is said in it."""
    for chapter in document.chapters:
        for place, panel in chapter.panels:
            for number, drawing in enumerate(panel.drawings, start=1):
                part = f"-{number}" if len(panel.drawings) > 1 else ""
                name = f"figure-{place:02}-{panel.anchor.removeprefix('figure-')}{part}"
                yield name, _framed(document, place, panel, drawing)


def _framed(document: Document, place: int, panel: Panel, drawing: Drawing) -> dict[str, object]:
    words = document.words
    source = (
        *(words("page.figure", n=str(place)), words(f"panel.{panel.kind}")),
        *(document.title, document.period, "Parvis"),
    )
    title = f"{panel.title} · {drawing.name}" if drawing.name else panel.title
    return {
        "framed": True,
        "language": document.language,
        "light": LIGHT,
        "svg": svg.standalone(drawing.wide),
        "title": printable(title),
        "subtitle": printable(panel.subtitle),
        "source": printable(" · ".join(source)),
        "keys": [
            {"svg": svg.standalone(key.mark), "name": printable(f"{key.name} · {key.told}")}
            for key in panel.keys
        ],
    }


def _set(told: dict[str, object], kind: Kind) -> bytes:
    try:
        import typst
    except ImportError as fault:
        raise MissingExtraError.named("reports", "pictures") from fault
    return typst.compile(
        _template(),
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        format=kind,
        ppi=_TWICE,
        ignore_system_fonts=True,
        timestamp=0,
    )


@cache
def _template() -> bytes:
    return resources.files("parvis.present.pictures").joinpath("picture.typ").read_bytes()
