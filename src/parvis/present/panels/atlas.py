"""What the map of positions is told from: its points, its axes, what lies where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.present.ledger import Ledger

LEVEL: Final = 0.05
_EACH = 3  # names at each end of an axis
_ELLIPSE = ("major", "minor", "angle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the map.

    Arguments:
        kind, name: a brand, a theme, a brand's own words, a tonality…
        people: authors who speak of it; None where it is no brand or theme.
        quality: how much of its distance from the middle the map shows, %.
        place: its coordinate on each axis, first axis first.
        bounds: of each coordinate; empty where it has none.
        parts: its part in making each axis, %; empty where it made none.
        ellipse: half axes and angle; empty where it has none.
    """

    kind: str
    name: str
    people: float | None
    quality: float
    place: tuple[float, ...]
    bounds: tuple[tuple[float, float], ...] = ()
    parts: tuple[float, ...] = ()
    ellipse: tuple[float, ...] = ()

    def on(self, axis: int) -> float:
        """Return its coordinate on an axis, from 0; 0 on one that the map has not."""
        return self.place[axis] if axis < len(self.place) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The whole map.

    Arguments:
        how: how its themes were told.
        shares: of each axis, %.
        inertia: of each axis.
        points: all of them.
        ties: brand, theme, and how many times as often as expected they go together, surest first.
        alike: pairs of brands that chance may have parted.
    """

    how: str
    shares: tuple[float, ...]
    inertia: tuple[float, ...]
    points: tuple[Point, ...]
    ties: tuple[tuple[str, str, float], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()

    def of(self, kind: str) -> list[Point]:
        """Return the points of a kind."""
        return [point for point in self.points if point.kind == kind]

    def brand(self, name: str) -> Point | None:
        """Return a brand, None where it is not on the map."""
        return next((point for point in self.of("brand") if point.name == name), None)

    def drawn_to(self, brand: str) -> list[str]:
        """Return the themes said more of a brand than chance allows, the surest first."""
        return [theme for owner, theme, times in self.ties if owner == brand and times > 1]

    def ends(self, kind: str, axis: int) -> tuple[list[str], list[str]]:
        """Return the names that make each end of an axis, the strongest first."""
        strong = sorted(self.of(kind), key=lambda point: -_part(point, axis))
        usual = 100.0 / max(1, len(strong))
        low, high = (
            [point for point in strong if (point.on(axis) >= 0) is is_high]
            for is_high in (False, True)
        )
        return _leading(low, axis, usual), _leading(high, axis, usual)


def _part(point: Point, axis: int) -> float:
    return point.parts[axis] if axis < len(point.parts) else 0.0


def _leading(points: list[Point], axis: int, usual: float) -> list[str]:
    """Those that make more of the axis than their share, or nearly, or the strongest alone."""
    for least in (usual, usual / 2):
        if strong := [point.name for point in points if _part(point, axis) >= least]:
            return strong[:_EACH]
    return [point.name for point in points[:1]]


def read(ledger: Ledger) -> Atlas | None:
    """Read the map from the figures of a study; None where there is none."""
    shares = _by_axis(ledger, "positions.share")
    if not shares:
        return None
    how = ledger.find("positions.themes")
    return Atlas(
        how=str(how.value) if how else "words",
        shares=shares,
        inertia=_by_axis(ledger, "positions.inertia"),
        points=tuple(
            _point(ledger, row.by) for row in ledger.table("positions.quality", "kind", "point")
        ),
        ties=tuple(
            (str(row.by["brand"]), str(row.by["theme"]), number_of(row) or 0.0)
            for row in ledger.table("positions.tie", "brand", "theme")
        ),
        alike=tuple(
            (str(row.by["brand"]), str(row.by["other"]))
            for row in ledger.table("positions.apart", "brand", "other")
            if (number_of(row) or 0.0) >= LEVEL
        ),
    )


def _by_axis(ledger: Ledger, key: str, **by: str | int) -> tuple[float, ...]:
    names = ("axis", *by)
    found = [row for row in ledger.table(key, *names) if by.items() <= row.by.items()]
    return tuple(value for row in found if (value := number_of(row)) is not None)


def _point(ledger: Ledger, by: dict[str, str | int]) -> Point:
    at = {"kind": by["kind"], "point": by["point"]}
    places = [
        row
        for row in ledger.table("positions.place", "kind", "point", "axis")
        if at.items() <= row.by.items()
    ]
    ellipse = (ledger.number("positions.ellipse", **at, part=part) for part in _ELLIPSE)
    return Point(
        kind=str(by["kind"]),
        name=str(by["point"]),
        people=ledger.number("positions.people", **at),
        quality=ledger.number("positions.quality", **at) or 0.0,
        place=tuple(value for row in places if (value := number_of(row)) is not None),
        bounds=tuple(
            (row.low, row.high) for row in places if row.low is not None and row.high is not None
        ),
        parts=_by_axis(ledger, "positions.contribution", **at),
        ellipse=tuple(value for value in ellipse if value is not None),
    )
