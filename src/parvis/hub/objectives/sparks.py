"""The way of a KPI as a small still picture: its values, their intervals, the way asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from parvis.hub.objectives.models import Kpi, Reading

WIDTH: Final = 280
HEIGHT: Final = 72
_EDGE: Final = 6


@dataclass(frozen=True, slots=True)
class Spark:
    """What a template draws; each is a list of points, as SVG writes them.

    Arguments:
        lines: of the values, one for each stretch without a gap.
        bands: of their intervals, likewise.
        way: from the baseline to the target.
        dots: x and y of values that stand alone, and of the newest.
        target: y of the target.
    """

    lines: list[str]
    bands: list[str]
    way: str
    dots: list[tuple[str, str]]
    target: str
    width: int = WIDTH
    height: int = HEIGHT


def spark(kpi: Kpi, readings: Sequence[Reading]) -> Spark | None:
    """Return the picture of a KPI; None where it has no value yet.

    Arguments:
        kpi: with baseline, target and their days.
        readings: of it, the oldest first.
    """
    ends = _ends(kpi)
    runs = _runs(readings)
    if not ends or not runs:
        return None
    scale = _Scale.over(ends, readings)
    newest = runs[-1][-1]
    alone = [run[0] for run in runs if len(run) == 1 and run[0] is not newest]
    return Spark(
        lines=[scale.line((one.period, one.value) for one in run) for run in runs if len(run) > 1],
        bands=[band for run in runs for band in _bands(run, scale)],
        way=scale.line(ends),
        dots=[scale.at(one.period, one.value) for one in [*alone, newest]],
        target=scale.y(ends[1][1]),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int
    low: float
    high: float

    @classmethod
    def over(cls, ends: list[tuple[dt.date, float]], readings: Sequence[Reading]) -> _Scale:
        told = [end for one in readings for end in (one.value, one.low, one.high)]
        known = [value for _day, value in ends] + [end for end in told if end is not None]
        days = [day.toordinal() for day in (*(day for day, _value in ends), *_days(readings))]
        return cls(min(days), max(days), min(known), max(known))

    def at(self, day: dt.date, value: float | None) -> tuple[str, str]:
        part = (day.toordinal() - self.first) / max(1, self.last - self.first)
        return f"{_EDGE + part * (WIDTH - 2 * _EDGE):.1f}", self.y(value or 0.0)

    def y(self, value: float) -> str:
        part = (value - self.low) / ((self.high - self.low) or 1.0)
        return f"{HEIGHT - _EDGE - part * (HEIGHT - 2 * _EDGE):.1f}"

    def line(self, points: Iterable[tuple[dt.date, float | None]]) -> str:
        return " ".join(",".join(self.at(day, value)) for day, value in points)


def _ends(kpi: Kpi) -> list[tuple[dt.date, float]]:
    """Where the way of a KPI begins and where it ends; nothing while it lacks one of them."""
    ends = ((kpi.since, kpi.baseline), (kpi.due, kpi.target))
    known = [(day, value) for day, value in ends if day is not None and value is not None]
    return known if len(known) == len(ends) else []


def _runs(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings that have a value, in stretches without a gap."""
    grouped = groupby(readings, lambda one: one.value is not None)
    return [list(run) for is_there, run in grouped if is_there]


def _days(readings: Sequence[Reading]) -> Iterator[dt.date]:
    return (one.period for one in readings)


def _bands(run: list[Reading], scale: _Scale) -> list[str]:
    """Intervals of one stretch: up along their upper ends, back along their lower ones."""
    held = [one for one in run if one.low is not None and one.high is not None]
    if len(held) < 2:
        return []
    there = [(one.period, one.high) for one in held]
    back = [(one.period, one.low) for one in reversed(held)]
    return [scale.line([*there, *back])]
