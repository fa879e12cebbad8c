"""Bursts are found when they begin, as high as they are, and nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.bursts import alarms, find, hour_against_twelve, timeline, z_score
from parvis.analyse.bursts.findings import BURSTS, DAYS
from tests.analyse.bursts.making import MONDAY, body, counted, hourly, stream


def struck(*, times=6.0, first=24 * 40 + 9, hours=30, **law):
    counts = hourly(**law)
    span = slice(first, first + hours)
    counts[span] += np.random.default_rng(9).poisson((times - 1) * counts.mean(), hours)
    return counts


def test_a_planted_burst_is_found_with_its_hours_its_height_and_its_alarm():
    counts = struck()
    (burst,) = find(counted(Ada=counts)).bursts.filter(level="extreme").to_dicts()
    start, end = (MONDAY + timedelta(hours=24 * 40 + 9 + hours) for hours in (0, 30))
    assert abs(burst["start"] - start) <= timedelta(hours=2)
    assert abs(burst["end"] - end) <= timedelta(hours=3)
    assert start < burst["found"] <= start + timedelta(hours=3)
    assert burst["mentions"] / burst["expected"] == pytest.approx(6, rel=0.2)
    assert burst["low"] < burst["expected"] < burst["high"] < burst["mentions"]


def test_days_of_dozens_add_up_to_a_burst_that_no_hour_is():
    counts = hourly(a_day=17, stray=0.02, weeks=20)
    counts[24 * 70 : 24 * 72] += np.random.default_rng(1).poisson(1.5, 48)
    bursts = find(counted(Ada=counts)).bursts
    assert bursts["start"][0].date() in {date(2024, 3, 11), date(2024, 3, 10)}


def test_bursts_come_with_the_largest_first_and_close_ones_are_one():
    counts = struck(times=8)
    counts[24 * 20 : 24 * 20 + 3] += 60
    counts[24 * 20 + 6 : 24 * 20 + 9] += 60
    bursts = find(counted(Ada=counts)).bursts.filter(level="extreme")
    above = (bursts["mentions"] - bursts["expected"]).to_list()
    assert above == sorted(above, reverse=True)
    assert bursts.height == 2


def test_each_brand_is_judged_by_its_own_usual():
    frame = counted(Ada=hourly(a_day=2400), Bel=struck(a_day=60))
    assert find(frame).bursts.filter(level="extreme")["brand"].to_list() == ["Bel"]


def test_a_burst_at_the_end_of_the_record_is_found():
    counts = struck(first=24 * 55, hours=24)
    assert find(counted(Ada=counts)).bursts.filter(level="extreme").height == 1


def test_what_a_source_brings_at_once_in_its_first_week_is_a_first_fetch():
    counts = hourly()
    counts[: 24 * 20] = 0
    counts[24 * 22 : 24 * 22 + 5] += 400
    found = find(pl.concat([stream(hourly(seed=1), brand="Bel"), stream(counts)]))
    assert found.bursts.filter(level="extreme").is_empty()
    kinds = found.changes.select("brand", "kind", "day").rows()
    assert kinds == [
        ("Ada", "start", date(2024, 1, 21)),
        ("Ada", "first fetch", date(2024, 1, 23)),
    ]


def test_a_second_source_that_starts_is_no_burst():
    late = hourly(seed=2)
    late[: 24 * 30] = 0
    found = find(pl.concat([stream(hourly()), stream(late, medium="blog")]))
    assert found.bursts.filter(level="extreme").is_empty()
    assert found.changes["kind"].to_list() == ["start"]


def test_the_return_after_a_gap_is_no_burst():
    counts = hourly()
    counts[24 * 20 : 24 * 30] = 0
    found = find(counted(Ada=counts))
    assert found.bursts.filter(level="extreme").is_empty()
    assert found.changes["kind"].to_list() == ["gap"]
    assert not found.days["day"].is_between(date(2024, 1, 21), date(2024, 1, 30)).any()


def test_nothing_is_found_in_nothing():
    found = find(counted(Ada=np.zeros(10)))
    assert (found.bursts.schema, found.bursts.height) == (pl.Schema(BURSTS), 0)
    assert (found.days.schema, found.days.height) == (pl.Schema(DAYS), 0)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 2000), min_size=1, max_size=120))
def test_any_counts_give_bursts_that_hold_together(counts):
    found = find(counted(Ada=np.array(counts, float)))
    for burst in found.bursts.to_dicts():
        assert burst["start"] <= burst["peak"] < burst["end"]
        assert burst["mentions"] - burst["expected"] >= 10
        assert burst["low"] <= burst["high"]
    assert found.days["mentions"].sum() <= sum(counts)


def test_an_alarm_knows_nothing_of_what_comes_after():
    counts = struck(hours=60)
    cut = 24 * 41
    sounded = [at for at in alarms(body(counts), range(7, 56)) if at < cut]
    assert sounded == list(alarms(body(counts[:cut]), range(7, 41)))
    assert sounded


def test_nothing_sounds_in_the_first_week():
    counts = hourly()
    counts[24 * 3 : 24 * 5] *= 50
    assert list(alarms(body(counts), range(7))) == []


def test_the_z_score_is_that_of_the_week_before():
    random = np.random.default_rng(0)
    counts = random.poisson(30, 400).astype(float)
    line = timeline(MONDAY, 400, "UTC")
    for at in np.flatnonzero(z_score(counts, line, limit=2)):
        week = counts[at - 168 : at]
        assert counts[at] > week.mean() + 2 * week.std()
    marked = {
        at
        for at in range(168, 400)
        if counts[at] > counts[at - 168 : at].mean() + 2 * counts[at - 168 : at].std()
    }
    assert set(np.flatnonzero(z_score(counts, line, limit=2))) == marked != set()


def test_an_hour_is_set_against_the_mean_of_the_twelve_before():
    counts = np.array([10.0] * 20 + [25.0] + [10.0] * 5)
    line = timeline(MONDAY, len(counts), "UTC")
    assert np.flatnonzero(hour_against_twelve(counts, line)).tolist() == [20]
    quarters = np.repeat(counts / 4, 4)
    fine = timeline(MONDAY, len(quarters), "UTC", minutes=15)
    assert 83 in np.flatnonzero(hour_against_twelve(quarters, fine))
