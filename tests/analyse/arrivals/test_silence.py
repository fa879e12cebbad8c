"""The gap detector on sources whose law is known: false alarms, and planted silences."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from parvis.analyse.arrivals import law
from tests.analyse.arrivals.simulated import (
    DAY,
    PARIS,
    START,
    after,
    arrivals,
    instant,
    series,
)


def false_alarms(at: np.ndarray, first: int, last: int) -> int:
    """Silences told of a source that never stopped, its law learnt anew each midnight."""
    told = 0
    for day in range(first, last):
        midnight, next_ = (START.timestamp() + DAY * each for each in (day, day + 1))
        known = law(series(at), until=instant(midnight), timezone=PARIS)
        before = at[at <= midnight][-1:]
        for one, after_it in zip(*_pairs(before, at, midnight, next_), strict=True):
            silent = known.silent_after(instant(one)) if after_it - one > 60 else None
            told += silent is not None and midnight <= silent.timestamp() < min(after_it, next_)
    return told


def _pairs(before, at, midnight, next_):
    """Each arrival of a day, with the last before it, that leaves a long silence behind it."""
    day = np.append(before, at[(at > midnight) & (at <= next_)])
    following = np.append(day[1:], next_)
    longest = np.argsort(day - following)[:12]
    return day[longest], following[longest]


@pytest.mark.parametrize("kind", ["flat", "day", "weekend", "office"])
@pytest.mark.parametrize(("a_day", "thread"), [(3, 0), (24, 6), (300, 0)])
def test_a_source_that_never_stops_gives_less_than_one_alarm_in_thirty_days(kind, a_day, thread):
    sources = [arrivals(kind, a_day, 32, seed=seed, thread=thread) for seed in range(2)]
    assert sum(false_alarms(at, 2, 32) for at in sources) <= len(sources)


@pytest.mark.parametrize("kind", ["day", "weekend"])
def test_a_silence_that_begins_in_any_hour_of_the_week_is_found_within_two_intervals(kind):
    at = arrivals(kind, 200, 42)
    known = law(series(at), until=after(42), timezone=PARIS)
    for hour in range(168):
        last = after(42) + timedelta(hours=hour)
        beyond = known.silent_after(last)
        found = first_seen(known, last, beyond)
        assert beyond <= found
        assert known.expected(beyond, found) <= 2
        assert known.expected(last, found) >= 3
        assert beyond - last < timedelta(days=1.5)


def first_seen(known, last, beyond):
    """When a watcher who looks once per expected arrival first sees that silence is beyond."""
    look, now = replace(known, longest=1.0), last
    while now < beyond:
        now = look.silent_after(now)
    return now


def test_the_first_weekend_of_a_source_is_not_told_silent_and_its_monday_is():
    at = arrivals("office", 300, 4.8)  # from Monday until Friday evening
    known = law(series(at), until=after(4.8), timezone=PARIS)
    silent = known.silent_after(instant(at[-1]))
    assert after(7) + timedelta(hours=8) < silent < after(7) + timedelta(hours=14)


def test_a_watched_week_of_a_source_makes_its_weekend_known():
    at = arrivals("day", 300, 14)
    known = law(series(at), until=after(14), timezone=PARIS)
    saturday = after(19) + timedelta(hours=12)
    assert known.silent_after(saturday) < saturday + timedelta(hours=4)
