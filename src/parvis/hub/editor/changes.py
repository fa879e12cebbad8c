"""What became of a query: in its words, and in the mentions that it finds."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from parvis.errors import QueryError
from parvis.hub.editor.quoting import Quote, quote
from parvis.hub.editor.recent import recent
from parvis.hub.editor.trying import Count, Trial, attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.rights import Rights
    from parvis.hub.editor.recent import Recent
    from parvis.perimeter.language.tree import Query

SAMPLES: Final = 10
COMPARED: Final = 2_000
"""Pieces of a query that are compared one by one; of longer ones, all is taken for other."""


class Edit(NamedTuple):
    """A part of a query: `kept`, `come` or `gone`."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """Mentions of the last days that came and went with a query.

    Arguments:
        trial: in which both were tried.
        come, gone: how many.
        samples_come, samples_gone: some of them, each with why the new query finds it, or not.
    """

    trial: Trial
    come: Count
    gone: Count
    samples_come: list[Quote]
    samples_gone: list[Quote]


def edits(before: str, after: str) -> list[Edit]:
    """Compare the words of two queries.

    >>> edits("free OR box", "free OR fibre")[-2:]
    [Edit(text='box', kind='gone'), Edit(text='fibre', kind='come')]
    """
    old, new = _words(before), _words(after)
    if len(old) + len(new) > COMPARED:
        return [Edit(before, "gone"), Edit(after, "come")]
    return list(_edits(old, new))


def _words(text: str) -> list[str]:
    from parvis.perimeter.language.colouring import coloured

    return [piece.text for piece in coloured(text)]


def _edits(old: list[str], new: list[str]) -> Iterator[Edit]:
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Edit("".join(old[a:b]), "kept")
            continue
        if b > a:
            yield Edit("".join(old[a:b]), "gone")
        if d > c:
            yield Edit("".join(new[c:d]), "come")


def change(before: str, after: str, rights: Rights) -> Change | None:
    """Try two queries on what was said lately; None where one cannot be, or nothing is held."""
    said, queries = recent(), _understood(before, after)
    if said is None or queries is None or not said.pieces:
        return None
    return _change(said, queries, rights)


def _change(said: Recent, queries: tuple[Query, Query], rights: Rights) -> Change:
    trial = attempt(said, queries, rights)
    come, gone = trial.moved(1)
    old, new = queries
    return Change(
        trial,
        trial.count(come),
        trial.count(gone),
        [quote(row, new) for row in trial.some(come, SAMPLES)],
        [quote(row, old, new) for row in trial.some(gone, SAMPLES)],
    )


def _understood(before: str, after: str) -> tuple[Query, Query] | None:
    from parvis.perimeter.language.parse import parse

    try:
        return parse(before), parse(after)
    except QueryError:
        return None
