"""When people talk: by hour and weekday of their own time zone, and when a crisis strikes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

if TYPE_CHECKING:
    Floats: TypeAlias = npt.NDArray[np.float64]
    Seconds: TypeAlias = npt.NDArray[np.int64]

TIMEZONE = "Europe/Paris"
HOUR = 3600
BY_HOUR = (
    12,
    7,
    4,
    3,
    3,
    5,
    14,
    32,
    47,
    48,
    46,
    45,
    53,
    50,
    44,
    43,
    45,
    53,
    62,
    70,
    78,
    76,
    56,
    29,
)
BY_WEEKDAY = (1.08, 1.05, 1.04, 1.02, 1.0, 0.82, 0.86)
OFFICE_HOURS = range(9, 18)
NIGHT_SLOWS, WEEKEND_SLOWS = 2.4, 1.7
RISE_HOURS, HALF_LIFE_HOURS, CRISIS_DAYS = 5.0, 17.0, 6


@dataclass(frozen=True, slots=True)
class Clock:
    """The hours of the market, one slot each, and how much is said in them.

    Arguments:
        start: first second, UTC epoch.
        hour, weekday: of each slot, in the market's time zone; Monday is 0.
        talk: weight of each slot.

    >>> clock(dt.date(2026, 3, 2), 7).hour[:3].tolist()
    [0, 1, 2]
    """

    start: int
    hour: npt.NDArray[np.int64]
    weekday: npt.NDArray[np.int64]
    talk: Floats

    @property
    def end(self) -> int:
        """The first second after the market, UTC epoch."""
        return self.start + HOUR * len(self.hour)

    def moments(
        self, count: int, rng: np.random.Generator, weight: Floats | None = None
    ) -> Seconds:
        """Draw moments, UTC epoch seconds, in no order.

        Arguments:
            count: how many.
            rng: where they come from.
            weight: of each slot; as people talk when it is None.
        """
        chosen = self.talk if weight is None else weight
        slot = rng.choice(len(chosen), count, p=chosen / chosen.sum())
        return self.start + HOUR * slot + rng.integers(0, HOUR, count)

    def office(self) -> Floats:
        """Return the weight of each slot for those who post at work."""
        at_work = np.isin(self.hour, OFFICE_HOURS) & (self.weekday < 5)
        return np.where(at_work, 1.0, 0.02)

    def slowness(self, at: Seconds) -> Floats:
        """Return by how much answers are slower at these moments: at night, at the weekend."""
        slot = np.clip((at - self.start) // HOUR, 0, len(self.hour) - 1)
        night = (self.hour[slot] < 7) | (self.hour[slot] >= 22)
        slow = np.where(night, NIGHT_SLOWS, 1.0)
        return slow * np.where(self.weekday[slot] >= 5, WEEKEND_SLOWS, 1.0)


@dataclass(frozen=True, slots=True)
class Crisis:
    """When a crisis starts, peaks and ends, UTC epoch seconds, and the weight of each slot."""

    start: int
    peak: int
    end: int
    weight: Floats


def clock(start: dt.date, days: int) -> Clock:
    """Lay the hours of whole days in the market's time zone, summer time included.

    Arguments:
        start: the first day.
        days: how many.

    >>> len(clock(dt.date(2026, 3, 28), 2).hour)  # the night the clocks go forward
    47
    """
    zone = ZoneInfo(TIMEZONE)
    first, last = (
        dt.datetime.combine(start + dt.timedelta(days=day), dt.time(), zone) for day in (0, days)
    )
    slots = pl.datetime_range(first, last, "1h", closed="left", time_zone=TIMEZONE, eager=True)
    hour = slots.dt.hour().to_numpy().astype(np.int64)
    weekday = slots.dt.weekday().to_numpy().astype(np.int64) - 1
    talk = np.array(BY_HOUR, dtype=float)[hour] * np.array(BY_WEEKDAY)[weekday]
    return Clock(int(first.timestamp()), hour, weekday, talk)


def crisis(hours: Clock) -> Crisis:
    """Strike on a weekday morning, three fifths of the way; rise in hours, decay in days.

    Arguments:
        hours: of the market.

    >>> (struck := crisis(clock(dt.date(2026, 3, 2), 60))).peak - struck.start
    18000
    """
    mornings = np.flatnonzero((hours.hour == 7) & (hours.weekday < 5))
    strike = int(mornings[int(0.6 * len(mornings))])
    since = np.arange(len(hours.hour)) - strike + 0.5
    rise = np.clip(since / RISE_HOURS, 0, 1)
    decay = 0.5 ** (np.clip(since - RISE_HOURS, 0, None) / HALF_LIFE_HOURS)
    lasting = since < 24 * CRISIS_DAYS
    weight = rise * decay * lasting * np.sqrt(hours.talk)
    start = hours.start + HOUR * strike
    end = min(start + 24 * HOUR * CRISIS_DAYS, hours.end)
    return Crisis(start, start + int(HOUR * RISE_HOURS), end, weight)
