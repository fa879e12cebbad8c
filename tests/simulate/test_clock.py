"""Hours, seasons of the day and the week, and the crisis."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from parvis.simulate.clock import clock, crisis

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("start", "hours"), [((2026, 3, 28), 47), ((2026, 10, 24), 49), ((2026, 6, 1), 48)]
)
def test_days_are_whole_when_the_clocks_change(start, hours):
    assert len(clock(dt.date(*start), 2).hour) == hours


def test_moments_stay_within_the_market():
    hours = clock(dt.date(2026, 3, 2), 20)
    at = hours.moments(5000, np.random.default_rng(1))
    assert hours.start <= at.min() <= at.max() < hours.end
    first = dt.datetime.fromtimestamp(hours.start, PARIS)
    assert (first.date(), first.hour) == (dt.date(2026, 3, 2), 0)


def test_people_talk_by_hour_and_weekday_of_their_zone(posts):
    moments = [
        dt.datetime.strptime(post["Created At"], "%Y-%m-%d %H:%M:%S %z").astimezone(PARIS)
        for post in posts
        if post["Created At"]
    ]
    hours = Counter(moment.hour for moment in moments)
    assert hours[20] > 5 * hours[3]
    crisis_week = dt.date(2026, 4, 6), dt.date(2026, 4, 14)
    calm = [m.weekday() for m in moments if not crisis_week[0] <= m.date() <= crisis_week[1]]
    days = Counter(calm)
    assert days[5] + days[6] < 0.9 * (days[1] + days[2])


def test_answers_are_slower_at_night_and_at_the_weekend():
    hours = clock(dt.date(2026, 3, 2), 7)
    monday = hours.start + 3600 * np.array([3, 10, 23])
    saturday = monday + 5 * 24 * 3600
    slowness = hours.slowness(monday)
    assert slowness[1] == 1 < slowness[0] == slowness[2]
    assert (hours.slowness(saturday) > slowness).all()


def test_a_crisis_rises_peaks_decays_and_ends():
    hours = clock(dt.date(2026, 3, 2), 60)
    struck = crisis(hours)
    weight = struck.weight / np.sqrt(hours.talk)
    slot = (np.array([struck.start, struck.peak, struck.end]) - hours.start) // 3600
    assert weight[: slot[0]].sum() == 0
    assert weight[slot[0]] > 0
    assert abs(int(np.argmax(weight)) - slot[1]) <= 1
    assert weight[slot[2] - 1] < 0.1 * weight.max()
    assert weight[slot[2] :].sum() == 0
