"""How long a key still lasts, and who must know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Known:
    """What may be said of a key: all but the key.

    Arguments:
        name: by which a source asks for it.
        since: when it was set, in UTC.
        expires: the last day on which it is valid; None if that is not known.

    >>> Known("x", dt.datetime(2026, 3, 1, tzinfo=dt.UTC), dt.date(2026, 3, 9)).expires.day
    9
    """

    name: str
    since: dt.datetime
    expires: dt.date | None = None

    def ends(self, today: dt.date) -> str:
        """Say when it ends.

        >>> since = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        >>> Known("x", since, dt.date(2026, 3, 9)).ends(dt.date(2026, 3, 3))
        'expires in 6 days'
        """
        if self.expires is None:
            return "no end is known"
        days = (self.expires - today).days
        if days < 0:
            return f"expired {_days(-days)} ago"
        return {0: "expires today", 1: "expires tomorrow"}.get(days, f"expires in {_days(days)}")


def warnings_of(keys: Iterable[Known], today: dt.date, *, within: dt.timedelta = WEEK) -> list[str]:
    """Say which keys end soon or have ended, the next one first, a sentence each.

    Arguments:
        keys: all of them.
        today: the day, in UTC.
        within: how long before is soon.

    >>> since = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    >>> warnings_of([Known("x", since, dt.date(2026, 3, 9))], dt.date(2026, 3, 3))
    ['the key x expires in 6 days. What to do: renew it there, then `parvis keys set x`.']
    """
    ending = sorted(
        (key.expires, key.name, key.ends(today))
        for key in keys
        if key.expires is not None and key.expires - today <= within
    )
    return [
        f"the key {name} {ends}. What to do: renew it there, then `parvis keys set {name}`."
        for _, name, ends in ending
    ]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
