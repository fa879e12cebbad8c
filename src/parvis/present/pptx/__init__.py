"""A report as slides that can be edited: charts with their numbers, texts in placeholders."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from parvis.errors import MissingExtraError
from parvis.present.pptx.still import still

if TYPE_CHECKING:
    from parvis.present.document import Document


def write(path: Path | str, document: Document) -> None:
    """Write a report as slides: what was asked, found, to be decided, and a slide a figure.

    Arguments:
        path: the file to write, as report.pptx.
        document: what it says.

    Raises:
        MissingExtraError: `python-pptx` or `typst` is not installed.
        OSError: the file cannot be written.
    """
    Path(path).write_bytes(render(document))


def render(document: Document) -> bytes:
    """Return a report as the bytes of a PPTX."""
    try:
        from parvis.present.pptx.slides import slides
    except ImportError as fault:
        raise MissingExtraError.named("reports", "slides") from fault
    kept = io.BytesIO()
    slides(document).save(kept)
    return still(kept.getvalue())
