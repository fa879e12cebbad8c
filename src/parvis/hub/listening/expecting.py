"""What is to be expected of a source, from when its silence is too long, and its past gaps."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.analyse.arrivals import Law
    from parvis.hub.listening.models import Source

FRESH: Final = 300
GAPS: Final = 5
"""The last gaps, that are shown."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The law of a source, as of now.

    Arguments:
        seconds: from one mention to the next at this hour of the week; None where none is due.
        per_day: mentions within a day from now.
        low, high: where chance leaves most days.
        silent_after: from when on it is too long that nothing came; None where nothing came yet.
    """

    seconds: float | None
    per_day: float
    low: float
    high: float
    silent_after: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which a source was silent beyond its law; `ended_at` is None where it still is."""

    told_at: dt.datetime
    ended_at: dt.datetime | None
    why: str


def expected(source: Source) -> Expected | None:
    """Return what is to be expected of a source; None where it is too young to have a law."""
    found: Expected | None = caches["figures"].get_or_set(
        f"law:{source.key}", partial(_expected, source), FRESH
    )
    return found


def gaps(source: Source) -> list[Gap]:
    """Return the last gaps of a source, the newest first."""
    file = settings.LAKE / "listening" / "gaps.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    told = [json.loads(line) for line in lines if f'"{source.key}"' in line]
    mine = [one for one in told if one["source"] == source.key]
    return list(_paired(mine))[::-1][:GAPS]


def _expected(source: Source) -> Expected | None:
    from parvis.live.gaps import laws_of
    from parvis.store import is_lake, open_lake

    if not is_lake(settings.LAKE):
        return None
    now = timezone.now()
    law = laws_of(open_lake(settings.LAKE), now, via=source.key).get(source.key)
    return _told(law, now, source) if law is not None and law.is_known else None


def _told(law: Law, now: dt.datetime, source: Source) -> Expected:
    import numpy as np

    from parvis.analyse.bursts import bounds

    due = np.array([law.expected(now, now + dt.timedelta(days=1))])
    low, high = bounds(due, law.straying(due))
    seconds = law.interval(now)
    doing = getattr(source, "doing", None)
    last = doing.last_mention if doing else None
    return Expected(
        seconds=seconds if np.isfinite(seconds) else None,
        per_day=float(due[0]), low=float(low[0]), high=float(high[0]),
        silent_after=law.silent_after(last) if last else None,
    )  # fmt: skip


def _paired(lines: list[dict[str, str]]) -> Iterator[Gap]:
    begun: dict[str, str] | None = None
    for line in lines:
        if "why" in line:
            if begun is not None:
                yield Gap(_at(begun["told_at"]), None, begun["why"])
            begun = line
        elif begun is not None:
            yield Gap(_at(begun["told_at"]), _at(line["ended_at"]), begun["why"])
            begun = None
    if begun is not None:
        yield Gap(_at(begun["told_at"]), None, begun["why"])


def _at(said: str) -> dt.datetime:
    return dt.datetime.fromisoformat(said)
