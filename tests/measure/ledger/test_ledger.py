"""The ledger against a hand's computation, and the refusals that keep a return honest."""

from __future__ import annotations

import datetime as dt
import time

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MeasureError
from parvis.measure import emv
from parvis.measure.ledger import costs, payback, return_on_engagement, returns, split, values
from parvis.measure.ledger.roi import REASONS

DAY = dt.date(2027, 1, 4)
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)


def spent(**columns):
    line = {"date": [DAY], "kind": ["media"], "amount": [100.0], "campaign": ["spring"]}
    return pl.DataFrame({**line, **columns}, strict=False)


def earned(*amounts, campaign="spring"):
    lines = {"date": [DAY] * len(amounts), "amount": list(amounts)}
    return values(pl.DataFrame({**lines, "campaign": campaign}), currency="EUR")


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"date": [None]}, r"1 line \(1\) with no date"),
        ({"kind": ["lunch"]}, "a kind other than"),
        ({"kind": [None]}, "a kind other than"),
        ({"amount": [-1.0]}, "negative amount"),
        ({"hours": [-2.0]}, "negative hours"),
        ({"currency": ["USD"]}, "in USD, the ledger in EUR"),
        ({"amount": [None]}, "no amount"),
    ],
)
def test_a_cost_that_cannot_be_added_is_refused_with_its_line(columns, fault):
    with pytest.raises(MeasureError, match=fault) as refused:
        costs(spent(**columns), currency="EUR", hour=40)
    assert "What to do" in str(refused.value)


def test_hours_without_a_price_are_refused_and_priced_with_one():
    line = spent(kind=["hours"], amount=[None], hours=[3.5])
    assert costs(line, currency="EUR", hour=40)["cents"].to_list() == [14_000]
    with pytest.raises(MeasureError, match="no amount"):
        costs(line, currency="EUR")


def test_cents_are_exact_where_floats_are_not():
    assert earned(0.285, 1.005, 19.99, 0.1 + 0.2)["cents"].to_list() == [28, 100, 1999, 30]


def test_payback_tells_the_first_euro_and_the_day_both_are_even_for_good():
    days = [DAY + dt.timedelta(days=day) for day in range(5)]
    out = pl.DataFrame({"date": [days[0], days[3]], "cents": [1_000, 1_500]})
    back = pl.DataFrame({"date": [days[1], days[2], days[4]], "cents": [400, 900, 1_300]})
    found = payback(out, back)
    assert found.curve["net"].to_list() == [-1000, -600, 300, -1200, 100]
    assert (found.first_euro, found.days_to_first) == (days[1], 1)
    assert (found.even, found.low) == (days[4], -1200)


def test_payback_works_from_the_first_day():
    none = pl.DataFrame(schema={"date": pl.Date, "cents": pl.Int64})
    out = pl.DataFrame({"date": [DAY], "cents": [1_000]})
    found = payback(out, none)
    assert (found.first_euro, found.even, found.low) == (None, None, -1000)
    assert payback(none, none).even is None


ENTRIES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=12)


@given(ENTRIES, ENTRIES)
def test_nothing_is_paid_back_before_the_first_cost(out, back):
    spent, earned = (
        pl.DataFrame(
            {"date": [DAY + dt.timedelta(days=day) for day, _ in lines],
             "cents": [cents for _, cents in lines]},
            schema={"date": pl.Date, "cents": pl.Int64},
        )
        for lines in (out, back)
    )  # fmt: skip
    found = payback(spent, earned)
    costs = [day for day, cents in out if cents]
    gains = [day for day, cents in back if cents]
    is_paid_later = bool(costs and gains) and min(gains) >= min(costs)
    assert found.days_to_first == (min(gains) - min(costs) if is_paid_later else None)
    nets = [sum(c for d, c in back if d <= day) - sum(c for d, c in out if d <= day)
            for day in range(42)]  # fmt: skip
    evens = [day for day in range(42) if costs and day >= min(costs) and min(nets[day:]) >= 0]
    assert found.even == (DAY + dt.timedelta(days=min(evens)) if evens else None)
    assert found.low <= 0


def test_value_that_had_come_before_covers_the_first_cost_at_once_and_is_no_payback():
    out = pl.DataFrame({"date": [DAY + dt.timedelta(days=9)], "cents": [500]})
    back = pl.DataFrame({"date": [DAY], "cents": [800]})
    found = payback(out, back)
    assert (found.first_euro, found.days_to_first) == (DAY, None)
    assert (found.even, found.low) == (DAY + dt.timedelta(days=9), 0)


def test_the_split_of_tools_and_people():
    lines = pl.DataFrame({"kind": ["licence", "hours", "media"], "cents": [20, 80, 500]})
    assert split(lines).licence == 20.0
    assert split(lines).is_as_advised
    assert split(lines.filter(kind="media")).licence is None


def campaigns(n, random):
    """Campaigns of all sorts: with and without objective, dated and not, too early and not."""
    objective = np.where(random.random(n) < 0.2, None, random.choice(["a", "b", "ghost"], n))
    start = [DAY + dt.timedelta(days=int(d)) for d in random.integers(-60, 60, n)]
    start = [None if random.random() < 0.1 else day for day in start]
    names = [f"c{n}" for n in range(n)]
    run = pl.DataFrame(
        {"campaign": names, "objective": objective.tolist(), "start": start},
        schema_overrides={"objective": pl.String, "start": pl.Date},
    )
    out = pl.DataFrame({"campaign": names, "cents": random.integers(0, 3, n) * 1000})
    back = pl.DataFrame({"campaign": names, "cents": random.integers(0, 9999, n), "basis": "sales"})
    return run, out, back


STATED = pl.DataFrame(
    {"objective": ["a", "b"], "stated": [DAY, None]}, schema_overrides={"stated": pl.Date}
)


def test_of_a_thousand_campaigns_none_has_a_return_without_an_objective_written_before():
    run, out, back = campaigns(1000, np.random.default_rng(3))
    found = (
        returns(run, STATED, out, back)
        .join(run, on="campaign")
        .join(STATED, on="objective", how="left")
    )
    told = found.filter(pl.col("roi").is_not_null())
    assert 20 < told.height < 500
    assert (told["stated"] <= told["start"]).all()
    assert found.filter(pl.col("roi").is_null() == pl.col("reason").is_null()).is_empty()
    assert set(found["reason"].drop_nulls()) == set(REASONS)


def test_ten_thousand_campaigns_take_less_than_two_seconds():
    run, out, back = campaigns(10_000, np.random.default_rng(4))
    began = time.process_time()
    assert returns(run, STATED, out, back).height == 10_000
    assert time.process_time() - began < 2


def test_a_return_is_what_a_hand_computes():
    run = pl.DataFrame({"campaign": ["spring"], "objective": ["a"], "start": [DAY]})
    found = returns(run, STATED, costs(spent(), currency="EUR"), earned(90, 60))
    assert found.row(0) == ("spring", 10_000, 15_000, 50.0, None)


def test_an_advertising_equivalent_enters_no_return_by_any_way():
    table = pl.DataFrame({"date": [DAY], "amount": [5.0], "basis": ["emv"]})
    with pytest.raises(MeasureError, match="no value"):
        values(table, currency="EUR")
    run = pl.DataFrame({"campaign": ["spring"], "objective": ["a"], "start": [DAY]})
    forged = pl.DataFrame({"campaign": ["spring"], "cents": [500], "basis": ["emv"]})
    with pytest.raises(MeasureError, match="advertising equivalent"):
        returns(run, STATED, costs(spent(), currency="EUR"), forged)
    with pytest.raises(TypeError):
        emv.equivalent(1000) + emv.equivalent(1000)


def test_the_equivalent_is_the_published_formula_and_its_range_is_wide():
    found = emv.equivalent(300_000)
    assert found.published == 300_000 * 0.025 * 0.37
    assert found.high > 10 * found.low
    with pytest.raises(MeasureError):
        emv.equivalent(-1)
    with pytest.raises(MeasureError):
        emv.equivalent(1, viewability=[1.2])


def engagement(people=40, value=1000):
    random = np.random.default_rng(1)
    who = [f"p{n}" for n in range(people)]
    took = pl.DataFrame({"person": who, "action": ["quiz", "help"] * (people // 2), "at": NOON})
    later = NOON + dt.timedelta(days=3)
    got = pl.DataFrame({"person": who, "at": later, "cents": random.integers(0, value, people)})
    return took, got


def test_actions_are_ranked_by_value_an_hour_and_the_rank_flips_when_hours_are_entered():
    took, got = engagement()
    worth = dict(
        took.join(got, on="person").group_by("action").agg(pl.col("cents").sum()).iter_rows()
    )
    short, long = sorted(worth, key=lambda action: worth[action])
    even = pl.DataFrame({"action": [short, long], "hours": [5.0, 5.0]})
    assert return_on_engagement(took, got, even)["action"].to_list() == [long, short]
    more = pl.DataFrame({"action": [short, long, long], "hours": [5.0, 5.0, 50.0]})
    found = return_on_engagement(took, got, more)
    assert found["action"].to_list() == [short, long]
    assert found["roe"][0] == worth[short] / 5
    assert (found["low"] < found["roe"]).all()
    assert (found["roe"] < found["high"]).all()


@settings(deadline=None)
@given(st.floats(0.1, 1000), st.floats(0, 1000))
def test_more_hours_never_raise_the_return_at_equal_value(hours, more):
    took, got = engagement(20)
    first, second = (
        return_on_engagement(took, got, pl.DataFrame({"action": ["quiz", "help"], "hours": h}))
        for h in (hours, hours + more)
    )
    joined = first.join(second, on="action", suffix=" more")
    assert (joined["roe more"] <= joined["roe"] + 1e-9).all()


def test_without_hours_there_is_no_return_and_negative_ones_are_refused():
    took, got = engagement()
    found = return_on_engagement(took, got, pl.DataFrame({"action": ["quiz"], "hours": [2.0]}))
    assert found.filter(action="help").select("roe", "reason").row(0) == (None, "no hours")
    with pytest.raises(MeasureError, match="negative"):
        return_on_engagement(took, got, pl.DataFrame({"action": ["quiz"], "hours": [-2.0]}))


def test_what_was_reached_before_counts_for_nothing_and_no_cent_counts_twice():
    took = pl.DataFrame({"person": ["a", "a"], "action": ["quiz", "help"],
                         "at": [NOON, NOON + dt.timedelta(days=2)]})  # fmt: skip
    at = [NOON + dt.timedelta(days=day) for day in (-1, 1, 3)]
    got = pl.DataFrame({"person": "a", "at": at, "cents": [100, 20, 3]})
    found = return_on_engagement(
        took, got, pl.DataFrame({"action": ["quiz", "help"], "hours": 1.0})
    )
    assert dict(found.select("action", "cents").iter_rows()) == {"quiz": 20, "help": 3}


@pytest.mark.parametrize("early", ["costs", "values"])
def test_a_campaign_began_no_later_than_its_first_entry_whatever_its_start_says(early):
    stated, start = dt.date(2027, 1, 15), dt.date(2027, 2, 1)
    said = pl.DataFrame({"objective": ["care"], "stated": [stated]})
    run = pl.DataFrame({"campaign": ["a"], "objective": ["care"], "start": [start]})
    entry = {"campaign": ["a"], "cents": [100], "basis": ["sales"]}
    late = pl.DataFrame({**entry, "date": [start]})
    tables = {"costs": late, "values": late}
    assert returns(run, said, **tables)["reason"].to_list() == [None]
    tables[early] = pl.DataFrame({**entry, "date": [dt.date(2026, 6, 1)]})
    assert returns(run, said, **tables)["reason"].to_list() == ["objective later"]
