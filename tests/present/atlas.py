"""An invented map of positions, as figures: three brands, six themes, two axes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.present import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure

PLACES = {
    ("brand", "Cévenol"): (0.42, 0.05),
    ("brand", "Rapido"): (-0.35, 0.22),
    ("brand", "Val-Express"): (-0.12, -0.38),
    ("theme", "grève"): (0.81, 0.12),
    ("theme", "retard"): (0.33, -0.02),
    ("theme", "prix"): (-0.52, 0.41),
    ("theme", "wagon"): (-0.2, -0.61),
    ("theme", "billet"): (-0.31, 0.1),
    ("theme", "gare"): (0.02, -0.05),
    ("own words", "Cévenol"): (-0.4, -0.3),
    ("tonality", "negative"): (0.2, 0.0),
}
PARTS = {
    "Cévenol": (70, 4), "Rapido": (27, 30), "Val-Express": (3, 66), "grève": (61, 2),
    "retard": (12, 0), "prix": (20, 38), "wagon": (4, 55), "billet": (3, 4), "gare": (0, 1),
}  # fmt: skip
TIES = {("Cévenol", "grève"): 2.4, ("Cévenol", "retard"): 1.3, ("Rapido", "prix"): 1.9}


figure = partial(spoken.figure, of="positions")


def positions(shares=(71.0, 29.0), *, ties=TIES, apart=0.001, how="words") -> Iterator[Figure]:
    """Every figure of the map."""
    yield figure("themes", how)
    for axis, share in enumerate(shares, start=1):
        yield figure("inertia", share / 1000, axis=axis)
        yield figure("share", share, axis=axis)
    for (kind, point), place in PLACES.items():
        is_active = kind in ("brand", "theme")
        made = zip(place, PARTS[point], strict=True) if is_active else ((at, None) for at in place)
        yield from _point({"kind": kind, "point": point}, list(made)[: len(shares)])
    for (brand, theme), times in ties.items():
        yield figure("tie", times, brand=brand, theme=theme)
    yield figure("apart", apart, brand="Cévenol", other="Rapido")
    yield figure("apart", 0.3, brand="Rapido", other="Val-Express")


def _point(by, made) -> Iterator[Figure]:
    yield figure("quality", 90.0, **by)
    for axis, (place, part) in enumerate(made, start=1):
        yield figure("place", place, half=None if part is None else 0.08, axis=axis, **by)
        if part is not None:
            yield figure("contribution", part, axis=axis, **by)
    if by["kind"] in ("brand", "theme"):
        yield figure("people", 40, **by)
        for part, value in (("major", 0.12), ("minor", 0.06), ("angle", 20.0)):
            yield figure("ellipse", value, part=part, **by)
