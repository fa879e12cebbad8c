"""The report of a study: one self-contained HTML page, in French or English."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from parvis.present.account import account
from parvis.present.asked import goals
from parvis.present.brief import brief
from parvis.present.desk import Desk
from parvis.present.hygiene import clean
from parvis.present.limits import limits
from parvis.present.method import method
from parvis.present.panels import chapters
from parvis.present.report.head import found, period, standfirst
from parvis.present.theme import DARK, LIGHT, variables

if TYPE_CHECKING:
    from parvis.present.story import Story

_PAGES = Environment(
    loader=PackageLoader("parvis.present", "report"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def write(path: Path | str, study: Story) -> None:
    """Write the report of a study as one self-contained HTML file.

    Arguments:
        path: the file to write, as report.html.
        study: what is told.

    Raises:
        OSError: the file cannot be written.

    >>> import datetime as dt, tempfile
    >>> from parvis.present.story import Objective, Story
    >>> from parvis.schema import empty
    >>> objective = Objective(statement="Answer the same day", family="care", kpis=())
    >>> now = dt.datetime(2024, 11, 4, tzinfo=dt.UTC)
    >>> about = {"brands": (), "sources": (), "figures": (), "mentions": empty(), "created_at": now}
    >>> told = Story(
    ...     title="Trains",
    ...     language="en",
    ...     timezone="UTC",
    ...     objective=objective,
    ...     version="0.1.0",
    ...     source_hash="5f2d9a",
    ...     **about,
    ... )
    >>> write(Path(tempfile.mkdtemp(), "report.html"), told)
    """
    Path(path).write_text(render(study), encoding="utf-8")


def render(study: Story) -> str:
    """Return the report of a study as the text of one self-contained HTML page."""
    desk = Desk.of(study)
    return _PAGES.get_template("page.html.j2").render(_context(desk))


def _context(desk: Desk) -> dict[str, Any]:
    """What the page shows, in the order it shows it."""
    told = chapters(desk)
    shown = [numbered for chapter in told for numbered in chapter.panels]
    script = _script() if any(panel.tools for _, panel in shown) else ""
    return {
        "w": desk.words,
        "language": desk.story.language,
        "title": clean(desk.story.title, limit=160),
        "date": desk.tongue.day(desk.story.created_at.date(), style="d MMMM y"),
        "period": period(desk),
        "standfirst": standfirst(desk),
        "objective": clean(desk.story.objective.statement, limit=400),
        "family": desk.words.name("family", clean(desk.story.objective.family, limit=40)),
        "goals": goals(desk),
        "found": found(desk, shown),
        "brief": brief(desk, shown),
        "limits": limits(desk),
        "chapters": told,
        "account": account(desk),
        "method": method(desk),
        "made": desk.words(
            "page.made",
            moment=desk.tongue.moment(desk.story.created_at),
            version=desk.story.version,
        ),
        "light": variables(LIGHT),
        "dark": variables(DARK),
        "script": script,
        "script_hash": _hash(script),
    }


@cache
def _script() -> str:
    """The one script a page may hold: it lets a reader search the map."""
    return resources.files("parvis.present.report").joinpath("map.js").read_text("utf-8")


def _hash(script: str) -> str:
    """What the page's policy knows its script by, so that no other runs."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
