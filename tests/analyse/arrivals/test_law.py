"""The law of arrivals: what is expected of a source, young or old, calm or in a crisis."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.arrivals import Law, law
from parvis.errors import InputError
from tests.analyse.arrivals.simulated import DAY, PARIS, START, after, arrivals, rhythm, series

ZONES = st.sampled_from(["UTC", PARIS, "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"])
RATES = st.builds(
    lambda seed, level: level * np.random.default_rng(seed).gamma(1, 1, 168),
    st.integers(0, 99),
    st.floats(0.1, 1_000),
)
MOMENTS = st.floats(0, 80).map(after)
LAWS = st.builds(Law, RATES, ZONES, st.floats(3, 500))


def learnt(at: np.ndarray, days: float, timezone: str = PARIS) -> Law:
    return law(series(at), until=after(days), timezone=timezone)


@settings(max_examples=60, deadline=None)
@given(LAWS, st.lists(MOMENTS, min_size=3, max_size=3))
def test_what_is_expected_adds_up(known, moments):
    first, middle, last = sorted(moments)
    parts = known.expected(first, middle) + known.expected(middle, last)
    assert known.expected(first, last) == pytest.approx(parts, rel=1e-6, abs=1e-3)
    assert known.expected(first, middle) >= 0


@settings(max_examples=60, deadline=None)
@given(LAWS, MOMENTS, MOMENTS)
def test_the_later_the_last_arrival_the_later_is_silence_told(known, one, other):
    first, last = sorted([one, other])
    assert known.silent_after(first) <= known.silent_after(last)
    assert known.silent_after(last) > last


@settings(max_examples=60, deadline=None)
@given(LAWS, MOMENTS)
def test_what_is_missing_when_silence_is_told_is_what_the_law_allows(known, last):
    missing = known.expected(last, known.silent_after(last))
    assert missing == pytest.approx(known.longest, rel=1e-6, abs=1e-2)


def test_an_hour_that_the_clocks_repeat_is_expected_twice_and_one_they_skip_never():
    rates = np.zeros(168)
    rates[6 * 24 + 2] = 10.0  # Sunday, from two to three
    of_paris = Law(rates, PARIS)
    for day, arrivals_of_the_day in [((2026, 3, 29), 0), ((2026, 10, 25), 20), ((2026, 11, 1), 10)]:
        noon = datetime(*day, 12, tzinfo=START.tzinfo)
        expected = of_paris.expected(noon - timedelta(hours=13), noon)
        assert expected == pytest.approx(arrivals_of_the_day)


def test_the_hours_of_a_source_are_those_of_its_zone():
    at = arrivals("office", 300, 28, timezone="America/New_York")
    known = learnt(at, 28, "America/New_York")
    nine = datetime(2026, 3, 2, 14, 30, tzinfo=START.tzinfo)  # half past nine in New York
    assert known.interval(nine) < 200
    assert known.interval(nine - timedelta(hours=1)) > 3_600


@pytest.mark.parametrize("kind", ["flat", "day", "weekend", "office"])
def test_an_old_source_has_its_own_law(kind):
    known = learnt(arrivals(kind, 1_000, 70), 70)
    assert np.abs(known.rates - 1_000 / 24 * rhythm(kind)).mean() < 3


def test_a_source_of_two_days_knows_its_nights_and_its_level():
    known = learnt(arrivals("day", 300, 2.3), 2.3)  # two, from its first morning on
    assert known.is_known
    assert known.expected(after(2), after(3)) == pytest.approx(300, rel=0.2)
    assert known.rates[3] < 0.1 * known.rates[15]


@pytest.mark.parametrize(
    "at",
    [
        np.array([]),
        arrivals("flat", 300, 20) - 300 * DAY,
        arrivals("flat", 300, 1.5),
        START.timestamp() + np.linspace(0, 600, 1_000),
    ],
    ids=["nothing", "nothing for half a year", "a day and a half", "one burst"],
)
def test_a_source_too_young_says_so(at):
    known = learnt(at, 1.5 if len(at) < 1_000 else 5)
    assert known.timezone == PARIS
    assert not known.is_known
    assert known.silent_after(after(5)) is None


def test_one_that_stopped_on_its_first_day_is_no_older_for_having_been_silent():
    at = arrivals("flat", 4, 1)
    assert not learnt(at, 30).is_known


@pytest.mark.parametrize("age", [7, 28, 90])
@pytest.mark.parametrize("a_day", [24, 300])
@pytest.mark.parametrize("lasting", [0.01, 0.5], ids=["minutes", "half a day"])
def test_a_burst_of_a_thousand_does_not_raise_the_usual_level(age, a_day, lasting):
    calm = arrivals("day", a_day, age)
    burst = START.timestamp() + DAY * (age - 2.6 + np.linspace(0, lasting, 1_000))
    usual, shaken = learnt(calm, age), learnt(np.sort(np.append(calm, burst)), age)
    assert shaken.rates.sum() == pytest.approx(usual.rates.sum(), rel=0.12)
    assert shaken.silent_after(after(age + 0.5)) <= usual.silent_after(after(age + 0.5)) + (
        usual.silent_after(after(age + 0.5)) - after(age + 0.5)
    )


@pytest.mark.parametrize("age", [14, 60])
def test_earlier_gaps_teach_nothing(age):
    whole = arrivals("day", 300, age)
    place = (whole - START.timestamp()) / DAY
    holed = whole[~((place > age - 6.2) & (place < age - 4.5))]
    usual, known = learnt(whole, age), learnt(holed, age)
    assert known.rates.sum() == pytest.approx(usual.rates.sum(), rel=0.1)
    assert known.longest < 1.5 * usual.longest


def test_a_silence_that_goes_on_teaches_nothing():
    at = arrivals("day", 300, 20)
    assert learnt(at, 24).rates.sum() == pytest.approx(learnt(at, 20).rates.sum(), rel=0.1)


def test_a_source_that_slows_down_for_good_is_learnt_anew():
    first, later = arrivals("flat", 300, 40), arrivals("flat", 20, 120, seed=2)
    at = np.append(first, later[later > first[-1]])
    assert learnt(at, 120).expected(after(120), after(121)) == pytest.approx(20, rel=0.35)


def test_threads_that_arrive_in_clumps_are_given_longer():
    steady, clumped = (learnt(arrivals("flat", 300, 40, thread=n), 40) for n in (0, 8))
    assert clumped.clumping > 4
    assert steady.clumping < 2
    assert clumped.longest > 3 * steady.longest


def test_the_order_of_the_times_and_those_after_the_end_change_nothing():
    at = arrivals("day", 100, 20)
    later = np.append(at, at[-1] + DAY * np.arange(20, 30))
    one, other = learnt(at, 20), learnt(later[::-1], 20)
    assert (one.rates == other.rates).all()
    assert one.longest == other.longest


def test_at_least_three_arrivals_must_be_missing():
    clockwork = START.timestamp() + 600.0 * np.arange(4_000)
    assert 3 <= learnt(clockwork, 27).longest < 8


def test_what_is_no_instant_is_refused_with_the_way_out():
    naive = datetime(2026, 3, 2)
    with pytest.raises(InputError, match="no time zone"):
        law(pl.Series([naive]), until=after(3))
    with pytest.raises(InputError, match="no time zone"):
        law(series(np.array([])), until=naive)
    with pytest.raises(InputError, match="not a time zone"):
        law(series(np.array([])), until=after(3), timezone="Mars")
    with pytest.raises(InputError, match="which is before"):
        Law(np.ones(168)).expected(after(3), after(2))
