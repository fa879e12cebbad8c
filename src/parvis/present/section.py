"""A part of a report that is read rather than looked at: its words, its table, its terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.present.panels.panel import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term and what is said of it.

    Arguments:
        name: the term.
        mark: what kind of thing it is, in a word.
        code: its text as it was written, as a query is.
        lines: what is said of it.
    """

    name: str
    lines: tuple[str, ...] = ()
    mark: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report: a title and any of what a part may hold, in this order.

    Arguments:
        title: of the part.
        lead: prose.
        table: its table.
        terms: one under another, or in columns where `is_glossary`.
        code: a line to run.
        foot: said quietly at its end.
        is_glossary: its terms are words explained.
    """

    title: str
    lead: str = ""
    table: Table | None = None
    terms: tuple[Term, ...] = ()
    code: str = ""
    foot: str = ""
    is_glossary: bool = False
