"""Marks of the communities: a shape beside the colour, for who cannot tell colours apart."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

_CORNERS: Final = {2: (4, 0.125), 3: (3, -0.25), 4: (4, 0.0), 5: (6, 0.0), 6: (3, 0.25)}
"""Of each slot but the first, a circle: corners, and where the first is, in turns."""


def shape(slot: int, radius: float) -> str:
    """Return the outline of a community's mark around (0, 0), as a path of SVG.

    All shapes of a radius have the area of its circle, so that none looks larger.

    Arguments:
        slot: 1 to 6, as in `theme.community_slots`.
        radius: of the circle.

    >>> shape(4, 10)
    'M12.5 0L0 12.5L-12.5 0L0 -12.5Z'
    """
    if slot not in _CORNERS:
        r = _short(radius)
        return f"M-{r} 0A{r} {r} 0 1 1 {r} 0A{r} {r} 0 1 1 -{r} 0Z"
    corners, turn = _CORNERS[slot]
    far = radius * (2 * pi / (corners * sin(2 * pi / corners))) ** 0.5
    points = [2 * pi * (turn + corner / corners) for corner in range(corners)]
    return "M" + "L".join(f"{_short(far * cos(at))} {_short(far * sin(at))}" for at in points) + "Z"


def _short(number: float) -> str:
    """A number with one decimal at most, and no sign before zero."""
    return f"{round(number, 1) + 0:g}"
