"""What YouTube lets a key ask in a day, counted so that the key is good for others as well."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from parvis.errors import RateLimitedError

if TYPE_CHECKING:
    from collections.abc import Callable

PACIFIC: Final = ZoneInfo("America/Los_Angeles")
"""Where YouTube's day begins."""


@dataclass(slots=True)
class Quota:
    """What was asked today.

    Arguments:
        name: of the source, for what is said when the day's share is used.
        bounds: of each bucket, in questions a day.
        kept: as the cursor has it: the day, and the count of each bucket.
        now: the time, for tests.

    >>> noon = dt.datetime(2026, 11, 29, 20, tzinfo=dt.UTC)
    >>> quota = Quota("videos", {"searches": 1}, None, lambda: noon)
    >>> quota.ask("searches")
    >>> quota.cursor
    {'day': '2026-11-29', 'searches': 1}
    >>> quota.ask("searches")
    Traceback (most recent call last):
    parvis.errors.RateLimitedError: videos: its 1 searches of YouTube's quota are used today. \
What to do: wait until 2026-11-30 00:00 in California, or raise the bound if the key has more.
    """

    name: str
    bounds: dict[str, int]
    kept: Any
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    @property
    def cursor(self) -> dict[str, Any]:
        """What is kept of it: nothing of another day."""
        day = self._today().date().isoformat()
        is_known = isinstance(self.kept, dict) and self.kept.get("day") == day
        return dict(self.kept) if is_known else {"day": day}

    def ask(self, bucket: str) -> None:
        """Count a question.

        Arguments:
            bucket: on whose account.

        Raises:
            RateLimitedError: the day's share is used; it says how long to wait.
        """
        counts = self.cursor
        if counts.get(bucket, 0) >= self.bounds[bucket]:
            raise self._used(bucket)
        self.kept = {**counts, bucket: counts.get(bucket, 0) + 1}

    def _used(self, bucket: str) -> RateLimitedError:
        today = self._today()
        begin = dt.datetime.combine(today.date() + dt.timedelta(days=1), dt.time(), PACIFIC)
        fault = f"its {self.bounds[bucket]:,} {bucket} of YouTube's quota are used today"
        way_out = (
            f"wait until {begin:%Y-%m-%d %H:%M} in California, "
            "or raise the bound if the key has more"
        )
        return RateLimitedError.at(self.name, fault, way_out).after((begin - today).total_seconds())

    def _today(self) -> dt.datetime:
        return self.now().astimezone(PACIFIC)
