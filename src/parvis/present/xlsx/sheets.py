"""What the sheets of a workbook say, in the order of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.classes import class_of
from parvis.present.xlsx.book import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.present.account import Account
    from parvis.present.board import Board
    from parvis.present.document import Document
    from parvis.present.panels.panel import Panel, Table
    from parvis.present.section import Section
    from parvis.present.xlsx.book import Cell

_HEADS = (
    *("key", "by", "value", "unit", "class", "low", "high"),
    *("definition", "query", "reason"),
)


def sheets(document: Document) -> Iterator[Sheet]:
    """Yield the brief for a board, the summary, every figure, each table, the account, the method.

    Arguments:
        document: what the report says.
    """
    if document.board:
        yield _board(document, document.board)
    yield _summary(document)
    yield _figures(document)
    for chapter in document.chapters:
        for place, panel in chapter.panels:
            if panel.table:
                yield _table(document, place, panel, panel.table)
    if document.account:
        yield _account(document, document.account)
    yield _method(document)


def _board(document: Document, board: Board) -> Sheet:
    heads = ("part", "sentence", "number", "see")
    return Sheet(
        name=board.title,
        title=document.title,
        lead=(board.title, document.period),
        heads=tuple(document.words(f"sheet.{head}") for head in heads),
        rows=[
            (part.title, line.sentence, line.number, line.link)
            for part in board.parts
            for line in part.lines
        ],
    )


def _summary(document: Document) -> Sheet:
    words = document.words
    rows: list[tuple[Cell, ...]] = [(words("asked.title"), document.objective, document.family)]
    rows += [
        (words("sheet.kpi"), goal.name, f"{goal.baseline} → {goal.target}", goal.date, goal.now)
        for goal in document.goals
    ]
    rows += [
        (words("found.title"), found.sentence, found.number, found.link) for found in document.found
    ]
    rows += _decided(document)
    rows += [(words("limit.title"), limit.sentence, limit.name) for limit in document.limits]
    facts = (document.period, " · ".join(document.standfirst), document.made)
    return Sheet(
        name=words("sheet.summary"),
        title=document.title,
        lead=facts,
        heads=tuple(
            words(f"sheet.{head}") for head in ("part", "sentence", "number", "see", "now")
        ),
        rows=rows,
    )


def _decided(document: Document) -> Iterator[tuple[Cell, ...]]:
    """What is recommended on each question, and what speaks for it."""
    for answer in document.brief.answers if document.brief else ():
        if answer.chosen is None:
            yield answer.question, answer.none
        else:
            line = answer.chosen
            yield answer.question, f"{line.what} {line.why}", line.support, line.link, line.turn


def _figures(document: Document) -> Sheet:
    words = document.words
    return Sheet(
        name=words("sheet.figures"),
        heads=tuple(words(f"sheet.{head}") for head in _HEADS),
        rows=[_figure(document, figure) for figure in document.figures],
    )


def _figure(document: Document, figure: Figure) -> tuple[Cell, ...]:
    by = " · ".join(f"{name}: {value}" for name, value in figure.by.items())
    return (
        *(
            figure.key,
            by,
            figure.value,
            figure.unit,
            class_of(document.words, figure.kind, figure.judge),
        ),
        *(figure.low, figure.high, figure.definition, figure.query, figure.reason),
    )


def _table(document: Document, place: int, panel: Panel, table: Table) -> Sheet:
    kind = document.words(f"panel.{panel.kind}")
    numbered = document.words("page.figure", n=str(place))
    return Sheet(
        name=f"{place} {panel.name}",
        title=panel.title,
        lead=(f"{numbered} · {kind}", table.caption),
        heads=table.heads,
        rows=table.rows,
    )


def _account(document: Document, account: Account) -> Sheet:
    words = document.words
    rows: list[tuple[Cell, ...]] = [
        (entry.name, -entry.count.value if entry.sign else entry.count.value, entry.meaning)
        for entry in account.entries
    ]
    return Sheet(
        name=words("account.title"),
        title=words("account.title"),
        lead=(words("account.lead"), account.sum, *((account.gap,) if account.gap else ())),
        heads=(words("account.what"), words("account.count"), words("sheet.meaning")),
        rows=rows,
    )


def _method(document: Document) -> Sheet:
    rows = [row for section in document.method for row in _section(section)]
    return Sheet(
        name=document.words("method.title"), rows=rows, title=document.words("method.title")
    )


def _section(section: Section) -> Iterator[tuple[Cell, ...]]:
    yield (section.title,)
    if section.lead:
        yield "", section.lead
    if section.table:
        yield "", *section.table.heads
        yield from (("", *row) for row in section.table.rows)
    for term in section.terms:
        yield "", term.name, " ".join((term.mark, term.code, *term.lines)).strip()
    yield from (("", line) for line in (section.code, section.foot) if line)
