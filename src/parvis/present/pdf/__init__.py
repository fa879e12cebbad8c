"""A report as a paper: A4, tagged for those who hear it read, in the order of the page."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from parvis.errors import MissingExtraError
from parvis.present.pdf.content import content

if TYPE_CHECKING:
    from parvis.present.document import Document

_NO_DAY: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the same input makes the same bytes


def write(path: Path | str, document: Document) -> None:
    """Write a report as a tagged PDF (PDF/UA-1) in the fonts of the typesetter.

    Arguments:
        path: the file to write, as report.pdf.
        document: what it says.

    Raises:
        MissingExtraError: `typst` is not installed.
        OSError: the file cannot be written.
    """
    Path(path).write_bytes(render(document))


def render(document: Document) -> bytes:
    """Return a report as the bytes of a PDF.

    What it says goes to the typesetter as JSON: a post is data there, whatever it looks like.
    """
    try:
        import typst
    except ImportError as fault:
        raise MissingExtraError.named("reports", "papers") from fault
    told = json.dumps(content(document), ensure_ascii=False)
    return typst.compile(
        _template(),
        sys_inputs={"told": told},
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int((document.at or _NO_DAY).timestamp()),
    )


@cache
def _template() -> bytes:
    return resources.files("parvis.present.pdf").joinpath("report.typ").read_bytes()
