"""The law of a source: how many arrivals are to be expected, and which silence is beyond it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from parvis.analyse.arrivals.spans import SPAN, instant, spans
from parvis.errors import InputError

if TYPE_CHECKING:
    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.prevalence import Floats

HOUR, WEEK = 3_600.0, 168


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """The arrivals to be expected of a source.

    Arguments:
        rates: arrivals an hour, for each hour of the week, from Monday at midnight.
        timezone: IANA name of the zone whose hours these are.
        longest: expected arrivals that may fail to come before the silence is beyond the law; None
            where the source is too young to have one.
        seen: whether each hour of the week, or one like it, was ever watched: in the others no
            silence is told, as on the first weekend of a young source; None for all.
        clumping: how many times the variance of a count is its mean, since arrivals come together.
        wandering: variance of the level of a day about what is expected of it, relative to that;
            what is not known of the level is part of it.
    """

    rates: Floats
    timezone: str = "UTC"
    longest: float | None = None
    seen: Marks | None = None
    clumping: float = 1.0
    wandering: float = 0.0

    @property
    def is_known(self) -> bool:
        """Whether the source has been seen long enough to have a law."""
        return self.longest is not None

    def expected(self, since: dt.datetime, until: dt.datetime) -> float:
        """Return how many arrivals are to be expected between two instants.

        Arguments:
            since: the first, aware.
            until: the last, aware and no earlier.

        Raises:
            InputError: an instant without zone, or the last before the first.

        >>> noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
        >>> Law(np.full(168, 4.0)).expected(noon, noon + dt.timedelta(minutes=90))
        6.0
        """
        first, last = instant(since), instant(until)
        if last < first:
            raise InputError(
                f"nothing is expected from {since} until {until}, which is before. "
                "What to do: give the earlier instant first."
            )
        edges, sums = _line(self.rates, first, last, self.timezone)
        return float(np.interp(last, edges, sums) - np.interp(first, edges, sums))

    def interval(self, at: dt.datetime) -> float:
        """Return the seconds from one arrival to the next that are to be expected at an instant.

        Arguments:
            at: aware.

        Returns: seconds; infinite where nothing is expected at that hour.

        Raises:
            InputError: an instant without zone.

        >>> Law(np.full(168, 4.0)).interval(dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
        900.0
        """
        rate = self.rates[spans(instant(at), 1, self.timezone).slot[0]]
        return HOUR / float(rate) if rate > 0 else np.inf

    def silent_after(self, last: dt.datetime) -> dt.datetime | None:
        """Return from when on silence is beyond the law.

        Who looks at least once per expected arrival knows of it within two.

        Arguments:
            last: the last arrival, aware.

        Returns: the instant, UTC; None where the source is too young to have a law, and only visits
            that succeed tell that it lives.

        Raises:
            InputError: an instant without zone.

        >>> noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
        >>> Law(np.full(168, 4.0), longest=10).silent_after(noon).isoformat()
        '2026-03-02T14:30:00+00:00'
        """
        if self.longest is None:
            return None
        first = instant(last)
        rates = self.rates if self.seen is None else np.where(self.seen, self.rates, 0.0)
        weeks = 2 + np.ceil(self.longest / rates.sum())
        edges, sums = _line(rates, first, first + weeks * WEEK * HOUR, self.timezone)
        missing = np.interp(first, edges, sums) + self.longest
        return dt.datetime.fromtimestamp(float(np.interp(missing, sums, edges)), dt.UTC)

    def straying(self, expected: Floats) -> Floats:
        """Return how far counts stray from what is expected, beyond chance.

        Arguments:
            expected: arrivals.

        Returns: the over-dispersion: the variance is expected + that · expected².

        >>> Law(np.full(168, 4.0), clumping=3.0, wandering=0.1).straying(np.array([20.0])).tolist()
        [0.2]
        """
        clumps = (self.clumping - 1) / np.maximum(expected, 1e-9)
        return np.asarray(np.maximum(clumps + self.wandering, 1e-9), np.float64)


def _line(rates: Floats, first: float, last: float, timezone: str) -> tuple[Floats, Floats]:
    """Instants, and the arrivals expected until each."""
    count = int(last // SPAN - first // SPAN) + 1
    line = spans(first, count, timezone)
    edges = SPAN * (first // SPAN + np.arange(count + 1.0))
    sums = np.concatenate(([0.0], np.cumsum(rates[line.slot] * SPAN / HOUR)))
    return np.asarray(edges, np.float64), np.asarray(sums, np.float64)
