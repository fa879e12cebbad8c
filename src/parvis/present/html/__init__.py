"""A report as one self-contained HTML page, in French or English."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from parvis.present.theme import DARK, LIGHT, variables

if TYPE_CHECKING:
    from parvis.present.document import Document

_PAGES = Environment(
    loader=PackageLoader("parvis.present", "html"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def write(path: Path | str, document: Document) -> None:
    """Write a report as one self-contained HTML file.

    Arguments:
        path: the file to write, as report.html.
        document: what it says.

    Raises:
        OSError: the file cannot be written.
    """
    Path(path).write_text(render(document), encoding="utf-8")


def render(document: Document) -> str:
    """Return a report as the text of one self-contained HTML page."""
    panels = [panel for chapter in document.chapters for _, panel in chapter.panels]
    script = _script() if any(panel.tools for panel in panels) else ""
    return _PAGES.get_template("page.html.j2").render(
        document=document,
        w=document.words,
        light=variables(LIGHT),
        dark=variables(DARK),
        script=script,
        script_hash=_hash(script),
    )


@cache
def _script() -> str:
    """The one script a page may hold: it lets a reader search the map."""
    return resources.files("parvis.present.html").joinpath("map.js").read_text("utf-8")


def _hash(script: str) -> str:
    """What the page's policy knows its script by, so that no other runs."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
