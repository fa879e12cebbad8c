"""Where to write the names of points so that none covers another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from parvis.present.charts.box import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LETTER: Final = 0.58  # width of a letter, as a part of the height of its type
_BOLD: Final = 1.1
_GAP: Final = 7
_WAYS: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point that wants its name beside it.

    Arguments:
        x, y: where it is, in pixels.
        text: its name.
        size: of the type.
        is_bold: whether the type is bold.
        radius: of the point.
    """

    x: float
    y: float
    text: str
    size: int = 12
    is_bold: bool = False
    radius: float = 4


def width_of(text: str, size: int, *, is_bold: bool = False) -> float:
    """Estimate how wide a text is, rather too wide than too narrow.

    >>> width_of("fibre", 12) < width_of("fibre", 12, is_bold=True)
    True
    """
    return len(text) * size * _LETTER * (_BOLD if is_bold else 1.0)


def placed(marks: Sequence[Mark], frame: Box) -> list[Box | None]:
    """Find room for the name of each point, the first points first.

    Arguments:
        marks: the points, the most important first.
        frame: what no name may leave.

    Returns: where each name goes, in the order of the points; None where there is no room for it
        beside what stands already.

    >>> marks = [Mark(x=50, y=50, text="one"), Mark(x=52, y=50, text="two")]
    >>> first, second = placed(marks, Box(0, 0, 200, 100))
    >>> first.meets(second)
    False
    """
    points = [_around(mark) for mark in marks]
    taken: list[Box] = []
    found: list[Box | None] = []
    for number, mark in enumerate(marks):
        others = [*taken, *(point for n, point in enumerate(points) if n != number)]
        free = (
            box
            for box in _beside(mark)
            if box.is_within(frame) and not any(box.meets(other) for other in others)
        )
        box = next(free, None)
        found.append(box)
        taken += [box] if box else []
    return found


def _around(mark: Mark) -> Box:
    reach = mark.radius
    return Box(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach)


def _beside(mark: Mark) -> Iterator[Box]:
    """Where a name may stand: right, left, over, under, at the corners; near, then further off."""
    width, height = width_of(mark.text, mark.size, is_bold=mark.is_bold), 1.25 * mark.size
    for far, (across, down) in product((1, 2.2), _WAYS):
        gap = mark.radius + far * _GAP / 2
        x = mark.x + across * (gap + width / 2)
        y = mark.y + down * (gap + height / 2)
        yield Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
