"""Comments that are no one element: a line with the author beside one with the words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from parvis.sources.webpages.outline import Outline, Span

_FURTHEST: Final = 4


def with_siblings(page: Outline, members: list[int], *, ahead: bool) -> list[Span]:
    r"""Return each member with as many siblings ahead (or behind) as mostly part two members.

    Arguments:
        page: the page.
        members: elements of one kind.
        ahead: those ahead of each are its own; else those behind.

    >>> from parvis.sources.webpages import outline, parsing
    >>> page = outline.outline(parsing.parse(b"<dl><dt>a<dd>b<dt>c<dd>d</dl>")[0])
    >>> [
    ...     page.join(range(span.first, span.last))
    ...     for span in with_siblings(page, [3, 5], ahead=False)
    ... ]
    ['a\nb', 'c\nd']
    """
    marked = set(members)
    many = _parting(page, members, marked)
    spans = []
    for one in members:
        around = _siblings(page, one, marked, many, ahead=ahead)
        spans.append(page.span(around, one) if ahead else page.span(one, around))
    return spans


def _parting(page: Outline, members: list[int], marked: set[int]) -> int:
    """How many siblings mostly stand between two members; one where there is but one member."""
    between = Counter(
        _ahead(page, one, marked)[1] for one in members if _ahead(page, one, marked)[0] in marked
    )
    return between.most_common(1)[0][0] if between else 1


def _ahead(page: Outline, one: int, marked: set[int]) -> tuple[int, int]:
    """The member ahead among the siblings, and how many stand between."""
    before, many = page.before[one], 0
    while before >= 0 and before not in marked and many <= _FURTHEST:
        before, many = page.before[before], many + 1
    return before, many


def _siblings(page: Outline, one: int, marked: set[int], many: int, *, ahead: bool) -> int:
    """The furthest sibling that goes with a member."""
    stop = page.ends[page.parents[one]] if page.parents[one] >= 0 else page.ends[one]
    for _ in range(min(many, _FURTHEST)):
        following = page.before[one] if ahead else page.ends[one]
        if following < 0 or following >= stop or following in marked:
            break
        one = following
    return one
