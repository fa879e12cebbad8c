"""Spans of time: the last hours, those before, and the same hours of the weeks before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from parvis.hub.alerts.models import Alert

WEEKS: Final = 8
"""Weeks that tell what is usual."""
FEWEST: Final = 3
"""Weeks without which nothing is usual yet."""
_OFTEN: Final = dt.timedelta(minutes=5)
_SELDOM: Final = dt.timedelta(minutes=15)
_START: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """From one moment up to, and without, another."""

    since: dt.datetime
    until: dt.datetime

    def before(self) -> Window:
        """Return as long a span, right before."""
        return Window(self.since - (self.until - self.since), self.since)

    def weeks_ago(self, weeks: int, zone: ZoneInfo) -> Window:
        """Return as long a span that ended at the same hour of the clock, weeks ago.

        The hour is that of a zone, whose clocks may have been changed meanwhile.

        >>> from zoneinfo import ZoneInfo
        >>> end = dt.datetime(2026, 10, 26, 8, tzinfo=dt.UTC)
        >>> Window(end - dt.timedelta(hours=2), end).weeks_ago(1, ZoneInfo("Europe/Paris")).until
        datetime.datetime(2026, 10, 19, 7, 0, tzinfo=datetime.timezone.utc)
        """
        clock = self.until.astimezone(zone).replace(tzinfo=None) - dt.timedelta(weeks=weeks)
        until = clock.replace(tzinfo=zone).astimezone(dt.UTC)
        return Window(until - (self.until - self.since), until)


def window(alert: Alert, until: dt.datetime) -> Window:
    """Return what an alert looks at that is looked at now."""
    return Window(until - dt.timedelta(hours=alert.hours), until)


def slot(hours: int, now: dt.datetime) -> dt.datetime:
    """Return until when an alert over so many hours is looked at now: all agree on the moment.

    >>> slot(1, dt.datetime(2026, 3, 1, 9, 7, 31, tzinfo=dt.UTC)).minute
    5
    """
    every = pace(hours)
    return now - (now - _START) % every


def pace(hours: int) -> dt.timedelta:
    """Return how often an alert over so many hours is looked at."""
    return _OFTEN if hours <= 6 else _SELDOM
