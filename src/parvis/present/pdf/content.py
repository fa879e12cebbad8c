"""What a paper says, as plain data: the typesetter only sets it."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from parvis.present import svg
from parvis.present.pdf.printable import printable
from parvis.present.pdf.tables import blocks
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.document import Document
    from parvis.present.panels import Chapter
    from parvis.present.panels.panel import Drawing, Panel, Table
    from parvis.present.quotes import Quote
    from parvis.present.section import Section

_QUOTES: Final = 3  # on paper; the page has ten
_LANGUAGE: Final = re.compile("[a-z]{2,3}")
_PLAIN: Final = (*("language", "kind", "title", "date", "period", "objective", "family", "made"),)
_SAID: Final = (
    *("asked.title", "asked.to", "found.title", "found.none", "brief.title", "brief.recommended"),
    *("brief.evidence", "brief.turn", "brief.also", "brief.carry.title", "brief.carry.unmeasured"),
    *("brief.how", "limit.title", "panel.figures", "panel.how", "panel.private", "account.title"),
    *("account.lead", "account.caption", "account.what", "account.count", "account.sum"),
    *("method.title", "paper.page", "paper.squares"),
)


def content(document: Document) -> dict[str, object]:
    """Return all that a paper says, in letters that it can show.

    Arguments:
        document: what the report says.
    """
    told = _head(document) | _front(document) | _body(document)
    return {"light": LIGHT} | {name: _shown(value) for name, value in told.items()}


def _head(document: Document) -> dict[str, object]:
    """What it is, and the words that the paper itself says."""
    said = {key: document.words(key) for key in _SAID}
    said["quoted"] = document.words("quoted", text=document.objective)
    head: dict[str, object] = {name: getattr(document, name) for name in _PLAIN}
    return head | {"standfirst": " · ".join(document.standfirst), "w": said}


def _front(document: Document) -> dict[str, object]:
    """What was asked, found, to be decided, and what cannot be said."""
    return {
        "board": asdict(document.board) if document.board else None,
        "goals": [asdict(goal) for goal in document.goals],
        "found": [asdict(found) for found in document.found],
        "brief": asdict(document.brief) if document.brief else None,
        "limits": [asdict(limit) for limit in document.limits],
    }


def _body(document: Document) -> dict[str, object]:
    """Its figures, where every row went, and how it was done."""
    return {
        "chapters": [_chapter(document, chapter) for chapter in document.chapters],
        "account": asdict(document.account) if document.account else None,
        "method": [_section(section) for section in document.method],
    }


def _chapter(document: Document, chapter: Chapter) -> dict[str, object]:
    panels = [_panel(document, place, panel) for place, panel in chapter.panels]
    return {"title": chapter.title, "panels": panels}


def _panel(document: Document, place: int, panel: Panel) -> dict[str, object]:
    words = document.words
    quotes = panel.quotes[:_QUOTES]
    kind = "panel.unknown" if panel.reason else f"panel.{panel.kind}"
    about = words.counted("panel.quotes_few", len(quotes)) if quotes else ""
    return {
        "number": words("page.figure", n=str(place)),
        "class": words(kind),
        "anchor": panel.anchor,
        "title": panel.title,
        "subtitle": panel.subtitle,
        "reason": panel.reason,
        "note": panel.note,
        "drawings": [_drawing(drawing) for drawing in panel.drawings],
        "keys": [
            {"svg": svg.standalone(key.mark), "name": key.name, "told": key.told}
            for key in panel.keys
        ],
        "repeated": [
            {"count": group.count, "quote": _quote(group.quote)} for group in panel.repeated
        ],
        "tables": _tables(panel.table),
        "quotes": [_quote(quote) for quote in quotes],
        "quotes_about": f"{about} · {panel.quotes_about}" if quotes else "",
        "how": [asdict(one) | {"class": one.class_name} for one in panel.how],
    }


def _drawing(drawing: Drawing) -> dict[str, str]:
    return {"svg": svg.standalone(drawing.wide), "words": drawing.words, "name": drawing.name}


def _quote(quote: Quote) -> dict[str, object]:
    code = quote.language or ""
    return {
        "text": quote.text,
        "language": code if _LANGUAGE.fullmatch(code) else None,
        "byline": " · ".join([*quote.byline, quote.where]),
        "answer": quote.answer,
    }


def _tables(table: Table | None) -> list[dict[str, object]]:
    return [
        asdict(block) | {"widths": block.widths, "doubled": block.is_doubled}
        for block in (blocks(table) if table else ())
    ]


def _section(section: Section) -> dict[str, object]:
    return asdict(section) | {"table": None, "tables": _tables(section.table)}


def _shown(told: object) -> object:
    """The same, every text of it but pictures fit for paper."""
    if isinstance(told, str):
        return told if told.startswith("<svg") else printable(told)
    if isinstance(told, dict):
        return {key: value if key == "anchor" else _shown(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_shown(one) for one in told]
    return told
