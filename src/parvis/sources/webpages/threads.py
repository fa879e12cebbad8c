"""Who answers whom: the comment that each stands under, or beside whose answers it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.sources.webpages.groups import Unit
    from parvis.sources.webpages.outline import Outline
    from parvis.sources.webpages.signs import Signs

_DEPTH: Final = re.compile(r"(?:depth|level|niveau|ebene|indent)[-_]?(\d{1,3})", re.IGNORECASE)
_MARGIN: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})", re.IGNORECASE)
_PARENTS: Final = ("data-parent-id", "data-parent", "data-parentid", "data-reply-to")
_HIGHEST: Final = 6


def parents(page: Outline, signs: Signs, units: Sequence[Unit]) -> list[int | None]:
    """Return, for each unit, the place among the units of the one it answers.

    >>> from parvis.sources.webpages import groups, outline, parsing, signs
    >>> html = (
    ...     b"<ul id=comments><li id=c1>Anna 12/3/2024<p>A<ul><li id=c2>Bob 12/3/2024<p>B</ul></ul>"
    ... )
    >>> page = outline.outline(parsing.parse(html)[0])
    >>> seen = signs.read(page)
    >>> parents(page, seen, groups.find(page, seen))
    [None, 0]
    """
    owner = {unit.span.start: place for place, unit in enumerate(units)}
    nested = _nested(units)
    depths = [_depth(page, unit) for unit in units]
    has_depths = len(set(depths)) > 1
    found: list[int | None] = []
    for place, unit in enumerate(units):
        around = nested[place]
        if around is None:
            around = _beside(page, signs, unit, owner)
        if around is None and has_depths:
            around = _shallower(depths, place)
        found.append(around)
    return found


def _nested(units: Sequence[Unit]) -> list[int | None]:
    """The unit directly around each."""
    around: list[int | None] = []
    open_: list[int] = []
    for place, unit in enumerate(units):
        while open_ and units[open_[-1]].span.stop <= unit.span.start:
            open_.pop()
        around.append(open_[-1] if open_ else None)
        open_.append(place)
    return around


def _beside(page: Outline, signs: Signs, unit: Unit, owner: dict[int, int]) -> int | None:
    """Of an element named after answers, the unit that stands ahead of it."""
    one = unit.span.start
    for _, above in zip(range(_HIGHEST), page.above(one), strict=False):
        ahead = page.before[above]
        if ahead in owner and page.tag(above) in {"ol", "ul"}:
            return owner[ahead]
        if ahead >= 0 and signs.names[above] & words.NESTS:
            within = (owner[at] for at in range(ahead, page.ends[ahead]) if at in owner)
            if (found := next(within, None)) is not None:
                return found
    return None


def _depth(page: Outline, unit: Unit) -> int:
    """How deep a unit says that it stands; its indentation else."""
    element = page.elements[unit.at]
    told = _DEPTH.search(element.get("class") or "") or _DEPTH.search(
        element.get("data-depth") or ""
    )
    margin = told or _MARGIN.search(element.get("style") or "")
    return int(margin[1]) if margin else 0


def _shallower(depths: Sequence[int], place: int) -> int | None:
    """The nearest unit ahead that stands less deep."""
    earlier = range(place - 1, max(place - 500, -1), -1)
    return next((at for at in earlier if depths[at] < depths[place]), None)
