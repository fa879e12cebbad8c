"""Where names stand beside their marks, so that none covers another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from parvis.present.charts.box import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LETTER: Final = 0.62  # mean width of a letter, in heights of type: the page's type may be wider
BOLDER: Final = 1.12
GAP: Final = 4.0
LARGE: Final = 6.0  # radius of a mark that no name may cover
HARD: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark that may have a name.

    Arguments:
        x, y, radius: where it is.
        name: None where it has none to show.
        is_bold: whether the name is set in bold.
    """

    x: float
    y: float
    radius: float
    name: str | None = None
    is_bold: bool = False


class Label(NamedTuple):
    """A name beside its mark.

    Arguments:
        x, y: of its baseline's beginning, middle or end, as `anchor` says.
        anchor: start, middle or end.
        is_clear: whether it covers no mark and no other name; if not, it is one to show on demand.
    """

    x: float
    y: float
    anchor: str
    is_clear: bool


_NOWHERE: Final = (HARD, Label(0.0, 0.0, "start", is_clear=False), Box(0, 0, 0, 0))


def place(
    marks: Sequence[Mark], *, width: float, height: float, size: float, most: int
) -> list[Label | None]:
    """Place the names of marks, the first first, each where it covers nothing.

    A name in bold may cover small marks, as few as it can: it names what they gather around.

    Arguments:
        marks: the most important first.
        width: of the frame.
        height: of the frame.
        size: of the type.
        most: how many names may stand at once; the others are placed to be shown on demand.

    Returns: one for each mark, None where it has no name.

    >>> lone = Mark(x=50, y=50, radius=5, name="lou")
    >>> place([lone], width=200, height=100, size=13, most=9)
    [Label(x=59.0, y=54.5, anchor='start', is_clear=True)]
    """
    frame, names = Box(0, 0, width, height), list[Box]()
    found: list[Label | None] = [None] * len(marks)
    order = sorted(range(len(marks)), key=lambda at: (not marks[at].is_bold, at))
    for own in order:
        if marks[own].name is None:
            continue
        choices = [
            (_covered(box, own, marks, names), label, box)
            for label, box in _choices(marks[own], size)
            if box.is_within(frame)
        ]
        cost, label, box = min(choices, key=lambda choice: choice[0], default=_NOWHERE)
        is_clear = len(names) < most and (cost == 0 or (marks[own].is_bold and cost < HARD))
        if is_clear:
            names.append(box)
        found[own] = label._replace(is_clear=is_clear)
    return found


def _covered(box: Box, own: int, marks: Sequence[Mark], names: Sequence[Box]) -> int:
    """How much a name would cover: HARD for a name or a large mark, one for a small mark."""
    hit = [mark for at, mark in enumerate(marks) if at != own and box.meets(_around(mark))]
    large = sum(mark.radius >= LARGE for mark in hit)
    return len(hit) + HARD * (large + sum(box.meets(name) for name in names))


def _around(mark: Mark) -> Box:
    r = mark.radius
    return Box(mark.x - r, mark.y - r, mark.x + r, mark.y + r)


def _choices(mark: Mark, size: float) -> Iterator[tuple[Label, Box]]:
    """To the right, to the left, below, above; then further off on each side."""
    letter = LETTER * size * (BOLDER if mark.is_bold else 1.0)
    long, rise = letter * len(mark.name or ""), size * 0.35
    away = mark.radius + GAP
    sides = (
        ("start", mark.x + away, mark.y + rise),
        ("end", mark.x - away, mark.y + rise),
        ("middle", mark.x, mark.y + away + size * 0.8),
        ("middle", mark.x, mark.y - away),
        ("start", mark.x + away * 0.7, mark.y - away * 0.7),
        ("start", mark.x + away * 0.7, mark.y + away * 0.7 + size * 0.6),
        ("end", mark.x - away * 0.7, mark.y - away * 0.7),
        ("end", mark.x - away * 0.7, mark.y + away * 0.7 + size * 0.6),
    )
    for anchor, x, y in sides:
        left = x - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
        box = Box(left, y - size * 0.85, left + long, y + size * 0.3)
        yield Label(round(x, 1), round(y, 1), anchor, is_clear=True), box
