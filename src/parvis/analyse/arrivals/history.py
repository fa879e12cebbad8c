"""Past arrivals laid out by quarter of an hour, without what was not usual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from parvis.analyse.arrivals.law import HOUR
from parvis.analyse.arrivals.spans import SPAN, spans

if TYPE_CHECKING:
    from parvis.analyse.bursts import Timeline
    from parvis.analyse.prevalence import Floats

DAY = 24 * HOUR
LONGEST = 182 * DAY
"""Of a longer history, the last half year is read."""
OF_RHYTHM, OF_LEVEL = 28 * DAY, 7 * DAY
"""After which a span says half as much of the rhythm, which needs weeks, and of the level."""
LARGER, MORE = 2.0, 3.0
"""Times what is usual of a busy day, and arrivals more than that, beyond which all is a crisis."""
BUSY = 0.9
"""Part of the days that are less busy than a busy one."""


@dataclass(frozen=True, slots=True)
class History:
    """What arrived while a source was watched.

    Arguments:
        at: arrivals, seconds since 1970, in order.
        end: until when it was watched.
        line: of the spans.
        edges: where each span begins and the last ends.
        counts: arrivals by span, those of crises cut down to what is usual of a busy one.
        hours: that each span was watched; none in a day of crisis.
    """

    at: Floats
    end: float
    line: Timeline
    edges: Floats
    counts: Floats
    hours: Floats

    @property
    def days(self) -> float:
        """Days from the first arrival to the end."""
        return float(self.end - self.at[0]) / DAY

    def weight(self, half_life: float) -> Floats:
        """Return how much each span says of now.

        Arguments:
            half_life: seconds after which it says half as much.
        """
        return np.asarray(0.5 ** ((self.end - self.edges[1:]) / half_life), np.float64)

    def without(self, silences: Floats) -> History:
        """Leave out times in which nothing was collected.

        Arguments:
            silences: beginning and end of each, one a row.
        """
        edges = self.edges
        lost = np.zeros(len(self.hours))
        for first, last in silences:
            lost += np.diff(np.clip(edges, first, last)) / HOUR
        return replace(self, hours=np.maximum(self.hours - lost, 0.0))


def history(at: Floats, end: float, timezone: str) -> History:
    """Lay past arrivals out.

    Arguments:
        at: seconds since 1970, in order, one at least.
        end: until when the source was watched, no earlier than the last.
        timezone: IANA name of the zone whose hours and days count.

    Raises:
        InputError: no such time zone.

    >>> history(np.array([0.0, 10.0, 1_000.0]), 1_800.0, "UTC").counts.tolist()
    [2.0, 1.0, 0.0]
    """
    first = int(at[0] // SPAN)
    count = int(end // SPAN) - first + 1
    line = spans(SPAN * first, count, timezone)
    edges = SPAN * (first + np.arange(count + 1.0))
    counts = np.bincount((at // SPAN).astype(np.int64) - first, minlength=count)
    usual, is_usual = _usual(counts.astype(np.float64), line)
    hours = np.diff(np.clip(edges, at[0], end)) / HOUR
    return History(at, end, line, edges, usual, hours * is_usual)


def _usual(counts: Floats, line: Timeline) -> tuple[Floats, Floats]:
    """Cut the counts of crises down, and tell the spans of days that were none."""
    busiest = np.zeros(line.days)
    np.maximum.at(busiest, line.day, counts)
    usual = np.minimum(counts, _most(busiest))
    totals = np.bincount(line.day, usual, line.days).astype(np.float64)
    is_usual = totals <= _most(totals)
    return usual, is_usual[line.day].astype(np.float64)


def _most(days: Floats) -> float:
    """What a busy day may reach, given what days reached."""
    busy = np.sort(days)[int(BUSY * (len(days) - 1))]
    return float(LARGER * busy + MORE)
