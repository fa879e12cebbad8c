"""What a draft of a query says: its fault, its doubts, and what it would find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parvis.errors import QueryError
from parvis.hub.editor.quoting import Quote, quote
from parvis.hub.editor.recent import recent
from parvis.hub.editor.trying import Count, Trial, attempt
from parvis.hub.explore.public import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.hub.common.rights import Rights
    from parvis.hub.editor.recent import Recent
    from parvis.perimeter.language.tree import Query

    Shown = tuple[str, str]
    """A piece of a query, and what it is."""

CHARACTERS: Final = 20_000
SAMPLES: Final = 10
EXPLAINED: Final = 40
"""Words of a query whose mentions are explained part by part as one writes."""
DOUBTED: Final = 300
"""Words of a query that is searched for doubts as one writes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a draft cannot be understood.

    Arguments:
        before, at, after: its line, cut where the fault is.
        expected, mend: what could have stood there, and what to do.
        position: in characters from 0.
    """

    before: str
    at: str
    after: str
    expected: str
    mend: str
    position: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A query as it is being written.

    Arguments:
        text: of it.
        pieces: with what each is, or is at fault.
        fault: None where it can be understood.
        query: its tree; None where it cannot.
        doubts: what it says that may not be meant.
        is_long: it is too long for mentions to be explained, and for doubts.
    """

    text: str
    pieces: Sequence[Shown]
    fault: Fault | None
    query: Query | None
    doubts: list[str]
    is_long: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a draft finds in what was said lately.

    Arguments:
        recent: in which it was tried.
        trial: what came of it.
        count: how many mentions it finds.
        samples: some of them.
    """

    recent: Recent
    trial: Trial
    count: Count
    samples: list[Quote]


def read(text: str) -> Draft:
    """Read a draft."""
    from parvis.perimeter.language.colouring import coloured
    from parvis.perimeter.language.parse import parse

    pieces: list[Shown] = [(piece.text, piece.kind) for piece in coloured(text[:CHARACTERS])]
    words = sum(kind in {"word", "phrase", "pattern", "field"} for _text, kind in pieces)
    try:
        query = parse(text[:CHARACTERS])
    except QueryError as error:
        fault = fault_of(error)
        return Draft(text, _at_fault(pieces, fault), fault, None, [], is_long=False)
    doubts = _doubts(text) if words <= DOUBTED else []
    return Draft(text, pieces, None, query, doubts, is_long=words > EXPLAINED)


def find(draft: Draft, rights: Rights) -> Found | None:
    """Return what a draft finds; None where it cannot be understood, or nothing is held."""
    said = recent()
    if said is None or draft.query is None or not said.pieces:
        return None
    trial = attempt(said, [draft.query], rights)
    marks = trial.found()
    why = None if draft.is_long else draft.query
    samples = [quote(row, why) for row in trial.some(marks, SAMPLES)]
    return Found(said, trial, trial.count(marks), samples)


def held_against(draft: Draft, pasted: str) -> Quote | None:
    """Return a text that somebody pasted, held against a draft; None where there is no such."""
    if draft.query is None or draft.is_long or not pasted.strip():
        return None
    return quote({"text": pasted[:CHARACTERS]}, draft.query)


def _doubts(text: str) -> list[str]:
    from parvis.perimeter.lint.lint import lint
    from parvis.perimeter.lint.telling import told

    return [told(finding, language()) for finding in lint(text)]


def fault_of(error: QueryError) -> Fault:
    """Return why a query cannot be understood, in the words of whoever reads."""
    from parvis.perimeter.language.telling import told

    said, at = told(error, language()), error.position
    start = error.text.rfind("\n", 0, at) + 1
    line = error.text[start:].partition("\n")[0]
    near = at - start
    left = max(0, near - 40)
    return Fault(line[left:near], line[near : near + 1], line[near + 1 : near + 30], *said, at)


def _at_fault(pieces: Sequence[Shown], fault: Fault) -> list[Shown]:
    """The pieces, cut so that the character at fault is one of its own."""
    found: list[Shown] = []
    start = 0
    for text, kind in pieces:
        near = fault.position - start
        if 0 <= near < len(text):
            cut = (text[:near], kind), (text[near], "fault"), (text[near + 1 :], kind)
            found += [piece for piece in cut if piece[0]]
        else:
            found.append((text, kind))
        start += len(text)
    return found if fault.position < start or not found else [*found, (" ", "fault")]
