"""What the slides of a report say, in the order of the report."""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN

from parvis.present import pictures
from parvis.present.hygiene import clean
from parvis.present.pptx.board import add as add_board
from parvis.present.pptx.charts import add as add_chart
from parvis.present.pptx.deck import EDGE, WIDE, Deck, inches, write
from parvis.present.pptx.tables import pages
from parvis.present.pptx.tables import place as put
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.present.asked import Goal
    from parvis.present.document import Document
    from parvis.present.panels.panel import Drawing, Panel, Table

_LINES: Final = 20.0  # that a slide has room for
_LINE, _SMALL = 105, 165  # letters of a line of a list, and under a title
_BAR: Final = 0.8  # inches of a bar
_GROUPS: Final = 6  # of repeated texts on a slide
_ABOUT: Final = (EDGE, 1.6, WIDE - 2 * EDGE, 0.6)
_MAIN: Final = (EDGE, 2.25, WIDE - 2 * EDGE, 4.45)
_FOOT: Final = (EDGE, 6.85, WIDE - 2 * EDGE - 1.4, 0.4)


def slides(document: Document) -> Any:
    """Return the slides of a report, of python-pptx.

    Arguments:
        document: what the report says.
    """
    deck = Deck(document)
    _front(deck, document)
    if document.board:
        add_board(deck, document.board)
    for title, lines in _lists(document):
        _listed(deck, title, lines)
    for chapter in document.chapters:
        for place, panel in chapter.panels:
            _figure(deck, document, place, panel)
    return deck.finish()


def _front(deck: Deck, document: Document) -> None:
    """The title, and what it rests on."""
    front = deck.add(document.title, layout=0)
    facts = (document.kind, document.period, " · ".join(document.standfirst), document.made)
    about = front.placeholders[1].text_frame
    write(about, [("", fact) for fact in facts], size=18)
    for paragraph in about.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _lists(document: Document) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What was asked, found, to be decided, and what cannot be said."""
    words = document.words
    goals = [
        (goal.name, f"{goal.baseline} → {goal.target}, {goal.date}. {_now(goal)}")
        for goal in document.goals
    ]
    objective = (words("quoted", text=document.objective), document.family)
    yield words("asked.title"), [objective, *goals]
    found = [(one.number, f"{one.sentence} ({one.link})") for one in document.found]
    yield words("found.title"), found or [("", words("found.none"))]
    yield words("brief.title"), list(_decided(document))
    yield words("limit.title"), [(limit.name, limit.sentence) for limit in document.limits]


def _now(goal: Goal) -> str:
    return " ".join(filter(None, (goal.now, goal.warning)))


def _decided(document: Document) -> Iterator[tuple[str, str]]:
    for answer in document.brief.answers if document.brief else ():
        line = answer.chosen
        yield answer.question, answer.none if line is None else f"{line.what} {line.why}"
        if line is not None:
            yield "", f"{document.words('brief.turn')} {line.turn}"
        for other in answer.others:
            yield document.words("brief.also"), f"{other.what} {other.why}"
            yield "", f"{document.words('brief.turn')} {other.turn}"
    for told in document.brief.carry_on if document.brief else ():
        yield document.words("brief.carry.title"), told


def _listed(deck: Deck, title: str, lines: Sequence[tuple[str, str]]) -> None:
    """Write a list on as many slides as it takes."""
    kept: list[tuple[str, str]] = []
    for line in lines:
        if kept and sum(map(_height, (*kept, line))) > _LINES:
            write(deck.add(title, layout=1).placeholders[1].text_frame, kept)
            kept = []
        kept.append(line)
    if kept:
        write(deck.add(title, layout=1).placeholders[1].text_frame, kept)


def _height(line: tuple[str, str]) -> float:
    """How many lines a paragraph takes, with the room after it."""
    return ceil((len(line[0]) + len(line[1])) / _LINE) + 0.35


def _figure(deck: Deck, document: Document, place: int, panel: Panel) -> None:
    """One slide for each picture of a figure, and its table on slides of its own."""
    for drawing in panel.drawings:
        name = f"{panel.title} · {drawing.name}" if drawing.name else panel.title
        slide = _begun(deck, document, place, panel, name)
        _text(slide, _ABOUT, panel.subtitle)
        _draw(slide, drawing, _under(panel), document)
    if not panel.drawings and (panel.repeated or not panel.table):
        _worded(_begun(deck, document, place, panel, panel.title), panel)
    if panel.table:
        _tables(deck, document, place, panel, panel.table)


def _begun(deck: Deck, document: Document, place: int, panel: Panel, name: str) -> Any:
    """A slide of a figure, with its notes and its source."""
    slide = deck.add(name, notes=list(_notes(document, panel)))
    _text(slide, _FOOT, _source(document, place, panel))
    return slide


def _worded(slide: Any, panel: Panel) -> None:
    """What a figure without pictures says: its repeated texts, or why it is not known."""
    if panel.repeated:
        _text(slide, _ABOUT, panel.subtitle)
        _said(slide, list(_repeated(panel)), _under(panel), size=16)
    else:
        _said(slide, [("", panel.reason or panel.subtitle)], _MAIN, size=20)


def _tables(deck: Deck, document: Document, place: int, panel: Panel, table: Table) -> None:
    """The table of a figure, on as many slides as it may take; the notes hold all of it."""
    words, notes = document.words, list(_notes(document, panel))
    for number, page in enumerate(pages(table)):
        name = words("slide.table" if number == 0 else "slide.table_goes_on")
        slide = deck.add(f"{panel.title} · {name}", notes=notes)
        left = [words.counted("slide.left", page.left)] if page.left else []
        _text(slide, _FOOT, " · ".join([*left, _source(document, place, panel)]))
        _text(slide, _ABOUT, table.caption)
        put(slide, page)


def _under(panel: Panel) -> tuple[float, float, float, float]:
    """The room that a subtitle leaves."""
    across, down, wide, tall = _MAIN
    lines = max(0, ceil(len(panel.subtitle) / _SMALL) - 2) * 0.22
    return across, down + lines, wide, tall - lines


def _repeated(panel: Panel) -> Iterator[tuple[str, str]]:
    """The first groups of repeated texts, each in two lines at most; the notes have them whole."""
    for group in panel.repeated[:_GROUPS]:
        room = 2 * _LINE - len(group.count)
        yield group.count, clean(" ".join(group.quote.text.split()), limit=room)


def _said(
    slide: Any, lines: Sequence[tuple[str, str]], place: Sequence[float], *, size: int
) -> None:
    write(slide.shapes.add_textbox(*inches(*place)).text_frame, lines, size=size)


def _source(document: Document, place: int, panel: Panel) -> str:
    words = document.words
    kind = words("panel.unknown") if panel.reason else words(f"panel.{panel.kind}")
    return " · ".join([words("page.figure", n=str(place)), kind, document.period, "Parvis"])


def _text(slide: Any, place: Sequence[float], text: str) -> None:
    if text:
        box = slide.shapes.add_textbox(*inches(*place))
        write(box.text_frame, [("", text)], size=12)
        for run in box.text_frame.paragraphs[0].runs:
            run.font.color.rgb = RGBColor.from_string(LIGHT["muted"].removeprefix("#"))


def _draw(slide: Any, drawing: Drawing, main: Sequence[float], document: Document) -> None:
    """A chart that can be edited where there is one of its kind, else the picture."""
    across, down, wide, tall = main
    if drawing.plot is not None:
        if drawing.plot.kind in {"bars", "sides"}:
            tall = min(tall, _BAR * (len(drawing.plot.categories) + 1))
        place = inches(across, down, wide, tall)
        add_chart(slide, drawing.plot, place, drawing.words, words=document.words)
        return
    left, top, width, height = inches(*main)
    picture = slide.shapes.add_picture(io.BytesIO(pictures.png(drawing)), left, top)
    scale = min(width / picture.width, height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = left + (width - picture.width) // 2
    picture._element.nvPicPr.cNvPr.set("descr", drawing.words)


def _notes(document: Document, panel: Panel) -> Iterator[str]:
    """All that opens the figure: what to keep in mind, how it was computed, its whole table."""
    words = document.words
    yield from (text for text in (panel.title, panel.subtitle, panel.reason, panel.note) if text)
    yield from (f"{key.name}: {key.told}" for key in panel.keys)
    for group in panel.repeated:
        yield f"{group.count}: {group.quote.text}"
        yield " · ".join((*group.quote.byline, group.quote.where))
    if panel.how:
        yield words("panel.how")
    for one in panel.how:
        yield f"{one.key} ({one.class_name}): {one.definition}"
        if one.query:
            yield one.query
    if panel.table:
        yield panel.table.caption
        yield from (" | ".join(row) for row in (panel.table.heads, *panel.table.rows))
