"""Quarters of an hour on the line of time: every zone is off UTC by whole ones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from parvis.analyse.bursts import timeline
from parvis.errors import InputError

if TYPE_CHECKING:
    from parvis.analyse.bursts import Timeline

SPAN: Final = 900.0  # seconds


def spans(first: float, count: int, timezone: str) -> Timeline:
    """Lay so many quarters on a line, from the one in which an instant lies.

    Arguments:
        first: seconds since 1970, UTC.
        count: how many.
        timezone: IANA name of the zone whose hours and days count.

    Raises:
        InputError: no such time zone.

    >>> spans(0.0, 3, "Asia/Kathmandu").slot.tolist()  # five and a half hours east, then
    [77, 77, 78]
    """
    since = dt.datetime.fromtimestamp(first // SPAN * SPAN, dt.UTC)
    return timeline(since, count, timezone, minutes=int(SPAN // 60))


def instant(at: dt.datetime) -> float:
    """Return the seconds from 1970 until an instant.

    Arguments:
        at: aware.

    Raises:
        InputError: it has no zone.

    >>> instant(dt.datetime(1970, 1, 2, tzinfo=dt.UTC))
    86400.0
    """
    if at.tzinfo is None:
        raise InputError(
            f"{at} has no time zone, so it is no instant. What to do: give it in UTC, as "
            "`datetime.now(datetime.UTC)` does."
        )
    return at.timestamp()
