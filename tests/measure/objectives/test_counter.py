"""A counter-metric: where it stood, where it stands, and worse only where chance cannot say so."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.measure.expressions import parse
from parvis.measure.objectives import counter, turn

FIRST = dt.date(2027, 1, 3)
RATIO = parse("reopened / asked", {"reopened": "questions", "asked": "questions"})


def counted(reopened, asked=100):
    days = [FIRST + dt.timedelta(weeks=n) for n in range(len(reopened))]
    return pl.DataFrame({"period": days, "reopened": reopened, "asked": asked})


def test_it_stood_where_the_periods_up_to_the_baseline_say():
    table = counted([9, 10, 11, 10, *[20, 21, 19] * 4])
    found = counter(RATIO, "%", table, since=FIRST + dt.timedelta(weeks=3))
    assert found.baseline == pytest.approx(10)
    assert found.value == pytest.approx(np.mean([21, 19, 20, 21, 19, 20, 21, 19]))  # the last eight
    assert found.change == pytest.approx(found.value - 10)
    assert found.change_low < found.change < found.change_high
    assert (turn(found, sign=-1), turn(found, sign=1)) == ("worse", "better")


def test_without_a_past_it_stood_where_the_first_periods_say_which_tell_nothing_of_today():
    found = counter(RATIO, "%", counted([10, 12, 11, 30, 31, 29]), since=FIRST)
    assert (found.baseline, found.value) == pytest.approx((11, 30))


@pytest.mark.parametrize("many", [1, 4, 5])
def test_too_few_periods_give_a_value_and_no_baseline(many):
    found = counter(RATIO, "%", counted([10, 12, 11, 30, 31][:many]), since=FIRST)
    assert found.value is not None
    assert (found.baseline, found.change, found.change_low) == (None, None, None)
    assert turn(found, sign=1) == "cannot tell"


def test_what_is_divided_by_zero_is_unknown_and_not_zero():
    found = counter(RATIO, "%", counted([0] * 8, asked=0), since=FIRST)
    assert (found.value, found.change) == (None, None)


@given(st.lists(st.integers(0, 90), min_size=6, max_size=24), st.integers(0, 24))
def test_the_better_way_round_turns_the_verdict_round(reopened, week):
    found = counter(RATIO, "%", counted(reopened), since=FIRST + dt.timedelta(weeks=week))
    opposite = {"worse": "better", "better": "worse", "cannot tell": "cannot tell"}
    assert turn(found, sign=-1) == opposite[turn(found, sign=1)]
    if found.baseline is not None and found.change_low is not None:
        assert found.change_low <= found.change <= found.change_high


def test_chance_alone_is_seldom_taken_for_worse():
    random = np.random.default_rng(3)
    worse = [
        turn(counter(RATIO, "%", counted(random.binomial(100, 0.2, 16)), since=FIRST), sign=-1)
        for _ in range(400)
    ]
    assert worse.count("worse") / 400 <= 0.025 + 2 * np.sqrt(0.025 * 0.975 / 400)
