"""A mention as it is shown beside a query: the words that made it match stand out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from parvis.perimeter.explain.explain import explain
from parvis.perimeter.language.tree import Not
from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from parvis.perimeter.explain.explanation import Explanation, Place
    from parvis.perimeter.language.tree import Query

LONGEST: Final = 600
BEFORE: Final = 160
"""Characters that are shown before the first word that matched."""
_OPEN, _SHUT = "\ue000", "\ue001"


class Run(NamedTuple):
    """Words of a mention; whether they made it match."""

    text: str
    is_why: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A mention as it is shown.

    Arguments:
        row: its columns.
        title, text: in runs.
        why: what was judged part by part; None where the query is too long for it.
    """

    row: Mapping[str, Any]
    title: list[Run]
    text: list[Run]
    why: Explanation | None


def quote(row: Mapping[str, Any], query: Query | None, instead: Query | None = None) -> Quote:
    """Return a mention as it is shown.

    Arguments:
        row: its columns.
        query: that it is held against; None for none.
        instead: another query, of which it is said why it finds it or not.
    """
    why = explain(query, row) if query is not None else None
    places = list(_places(why)) if why else []
    why = explain(instead, row) if instead is not None else why
    shown = {name: runs(row.get(name) or "", _of(places, name)) for name in ("title", "text")}
    return Quote(row, shown["title"], shown["text"], why)


def runs(text: str, places: Iterable[tuple[int, int]]) -> list[Run]:
    """Cut a text into runs, around the first of its places, fit to print.

    >>> runs("Ma box Free est en panne", [(7, 11)])[1]
    Run(text='Free', is_why=True)
    """
    apart = sorted(places)
    plain = text.replace(_OPEN, " ").replace(_SHUT, " ")
    start = max(0, apart[0][0] - BEFORE) if apart and apart[0][1] > LONGEST else 0
    marked = clean(_marked(plain, apart, start), limit=LONGEST)
    parts = re.split(f"([{_OPEN}{_SHUT}])", ("…" if start else "") + marked)
    found, is_why = [], False
    for part in parts:
        if part in {_OPEN, _SHUT}:
            is_why = part == _OPEN
        elif part:
            found.append(Run(part, is_why))
    return found


def _marked(text: str, places: list[tuple[int, int]], start: int) -> str:
    """The text from somewhere on, with signs where each place begins and ends."""
    parts, end = [], start
    for low, high in places:
        if low >= end:
            parts += [text[end:low], _OPEN, text[low:high], _SHUT]
            end = high
    return "".join([*parts, text[end : end + 8 * LONGEST]])


def _of(places: Iterable[Place], name: str) -> list[tuple[int, int]]:
    return [(place.start, place.end) for place in places if place.text == name]


def _places(why: Explanation) -> Iterator[Place]:
    """Where stand the words that count for the mention; what a NOT asks about does not."""
    if isinstance(why.query, Not):
        return
    if not why.parts:
        yield from why.places
    for part in why.parts:
        yield from _places(part)
