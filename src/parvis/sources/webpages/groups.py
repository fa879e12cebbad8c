"""Which elements of a page are its comments: those of one kind that best look like some."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import kinds, siblings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parvis.sources.webpages.kinds import Key
    from parvis.sources.webpages.outline import Outline, Span
    from parvis.sources.webpages.signs import Signs

_LEAST: Final = 3.0
_MOST_LINKED: Final = 0.5
_MOST_GROUPS: Final = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """One comment's place: its element or siblings, and the comments nested in it, left out.

    Arguments:
        span: what it covers.
        nested: the spans within that are comments of their own.
        at: the element that makes it one.
    """

    span: Span
    nested: tuple[Span, ...]
    at: int

    def elements(self) -> Iterator[int]:
        """Its elements, without those of the units nested in it."""
        one = self.span.start
        for nested in self.nested:
            yield from range(one, nested.start)
            one = nested.stop
        yield from range(one, self.span.stop)

    def chunks(self) -> Iterator[int]:
        """Its pieces of text, likewise."""
        one = self.span.first
        for nested in self.nested:
            yield from range(one, nested.first)
            one = nested.last
        yield from range(one, self.span.last)


@dataclass(frozen=True, slots=True)
class _Group:
    quality: float
    units: list[Unit]


_NONE: Final = _Group(0, [])


def find(page: Outline, signs: Signs) -> list[Unit]:
    """Return the comments' places, in the order of the page; none where nothing looks like one.

    Elements are of one kind where they share a tag and a class, the form of an id, a microdata
    type or a parent. A kind is judged by its name, by where it stands, and by how many of its
    elements hold one date, an author and words.

    >>> from parvis.sources.webpages import outline, parsing, signs
    >>> html = (
    ...     b"<ol id=comments><li>Anna, 12/03/2024<p>Oui !</li><li>Bob, 13/03/2024<p>Non</li></ol>"
    ... )
    >>> page = outline.outline(parsing.parse(html)[0])
    >>> [page.text(unit.at) for unit in find(page, signs.read(page))]
    ['Anna, 12/03/2024 Oui !', 'Bob, 13/03/2024 Non']
    """
    groups = [
        _judged(page, signs, key, members) for key, members in kinds.found(page, signs).items()
    ]
    kept = sorted(
        (group for group in groups if group.quality >= _LEAST), key=lambda one: -_rank(page, one)
    )
    return _apart(page, kept)


def _apart(page: Outline, groups: Sequence[_Group]) -> list[Unit]:
    """The best group, and those whose units stand among its own."""
    taken: list[Unit] = []
    places: set[int] = set()
    for group in groups[:_MOST_GROUPS]:
        among = [unit for unit in group.units if not taken or page.parents[unit.at] in places]
        if not any(_touches(unit.span, other.span) for unit in among for other in taken):
            taken += among
        places = places or {page.parents[unit.at] for unit in taken}
    return sorted(taken, key=lambda unit: unit.span.start)


def _touches(one: Span, other: Span) -> bool:
    return one.start < other.stop and other.start < one.stop


def _rank(page: Outline, group: _Group) -> float:
    """Quality, and how much of the page is taken in."""
    said = sum(_own_size(page, unit) for unit in group.units)
    return group.quality * math.log(20 + said)


def _judged(page: Outline, signs: Signs, key: Key, members: list[int]) -> _Group:
    """How much a kind looks like comments, taken alone or with the siblings around each."""
    prior = kinds.prior(signs, key, members)
    if prior <= 0:
        return _NONE
    alone = _weighed(page, signs, prior, _units([page.span(one) for one in members], members))
    if prior < 2:
        is_one = key[0] != "place" and len(alone.units) == 1
        return _NONE if is_one else alone
    is_done = len(members) == 1 and alone.quality > prior + 1.5
    return alone if is_done and key[1] != "dt" else _widened(page, signs, prior, members, alone)


def _widened(
    page: Outline, signs: Signs, prior: float, members: list[int], alone: _Group
) -> _Group:
    """The best of a kind alone, with the siblings ahead, and with those behind."""
    ways = [siblings.with_siblings(page, members, ahead=ahead) for ahead in (True, False)]
    wider = [_weighed(page, signs, prior, _units(spans, members)) for spans in ways]
    return max(alone, *wider, key=partial(_rank, page))


def _units(spans: list[Span], members: list[int]) -> list[Unit]:
    """Nest the spans: each knows those directly within it."""
    inside: list[list[Span]] = [[] for _ in spans]
    open_: list[int] = []
    for place, span in enumerate(spans):
        while open_ and spans[open_[-1]].stop <= span.start:
            open_.pop()
        if open_:
            inside[open_[-1]].append(span)
        open_.append(place)
    return [
        Unit(span, tuple(nested), at)
        for span, nested, at in zip(spans, inside, members, strict=True)
    ]


def _weighed(page: Outline, signs: Signs, prior: float, units: list[Unit]) -> _Group:
    """Quality: prior, shares of units with a date and an author, less what is too much in one."""
    told = _told(page, signs, prior, units)
    if not told:
        return _NONE
    many = len(told)
    counts = [_dates(signs, unit) for unit in told]
    dated = sum(count > 0 for count in counts) / many
    signed = sum(_authors(signs, unit) > 0 for unit in told) / many
    crowded = sum(min(max(count - 2, 0), 4) for count in counts) / many
    if _is_doubtful(many, prior, dated, signed):
        return _NONE
    return _Group(prior + 2 * dated + signed - crowded, told)


def _told(page: Outline, signs: Signs, prior: float, units: list[Unit]) -> list[Unit]:
    """The units that say something; of a weak kind those with a date, if they are the most."""
    told = [unit for unit in units if _own_size(page, unit) > 1]
    if prior < 2.5:
        told = [unit for unit in told if not _is_link(page, signs, unit)]
    if prior >= 2:
        return told
    dated = [unit for unit in told if _dates(signs, unit)]
    return dated if 2 * len(dated) >= len(units) else []


def _is_doubtful(many: int, prior: float, dated: float, signed: float) -> bool:
    """One comment alone must show more than many."""
    if many > 1:
        return not dated + signed
    return dated < 1 if 2 <= prior < 3.5 else not signed if prior < 2 else not dated + signed


def _is_link(page: Outline, signs: Signs, unit: Unit) -> bool:
    """Tell whether most of a unit leads elsewhere, as a list of articles does."""
    size = _own_size(page, unit)
    linked = _own(signs.linked(unit.span), map(signs.linked, unit.nested))
    return size > 40 and linked > _MOST_LINKED * size


def _dates(signs: Signs, unit: Unit) -> int:
    return _own(signs.count_dates(unit.span), map(signs.count_dates, unit.nested))


def _authors(signs: Signs, unit: Unit) -> int:
    return _own(signs.count_authors(unit.span), map(signs.count_authors, unit.nested))


def _own(whole: int, nested: Iterator[int]) -> int:
    return whole - sum(nested)


def _own_size(page: Outline, unit: Unit) -> int:
    return page.size(unit.span) - sum(map(page.size, unit.nested))
