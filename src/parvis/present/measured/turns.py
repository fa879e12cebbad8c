"""Lines of the brief in turn, so that the few a board reads hold something of everything."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.present.board import Line


def in_turn(*sources: Iterable[Line]) -> Iterator[Line]:
    """Yield the first line of each source, then the second of each, and so on.

    Arguments:
        sources: what matters most first.

    >>> from parvis.present.board import Line
    >>> kpis, money = [Line(sentence="a"), Line(sentence="b")], [Line(sentence="c")]
    >>> [line.sentence for line in in_turn(kpis, money)]
    ['a', 'c', 'b']
    """
    for turn in zip_longest(*sources):
        yield from (line for line in turn if line is not None)
