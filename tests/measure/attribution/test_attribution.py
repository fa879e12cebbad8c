"""Credits add up to the cent, agree with a hand, and are set against a known truth."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MeasureError
from parvis.measure.attribution import MODELS, attribute, journeys, reconcile, removal_effects
from parvis.simulate.journeys import log

START = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def at(*days):
    return [START + dt.timedelta(days=day) for day in days]


def met(person, *contacts):
    return pl.DataFrame(
        {
            "person": person,
            "at": at(*(day for day, _ in contacts)),
            "channel": [c for _, c in contacts],
        }
    )


def bought(*orders):
    names = [f"o{n}" for n in range(len(orders))]
    people, days, cents = zip(*orders, strict=True)
    return pl.DataFrame({"order": names, "person": people, "at": at(*days), "cents": cents})


def credited(found, model):
    return dict(found.select("channel", model).iter_rows())


def test_each_model_against_a_hands_computation():
    found = attribute(met("a", (0, "x"), (7, "y"), (14, "x")), bought(("a", 14.0, 700)))
    assert credited(found, "first") == credited(found, "last") == {"x": 700, "y": 0}
    assert credited(found, "linear") == {"x": 467, "y": 233}
    assert credited(found, "decay") == {"x": 500, "y": 200}  # 1/4 + 1 of 7/4, and 1/2 of it
    assert found["orders"].to_list() == [1, 1]


def test_the_markov_example_worked_by_hand():
    """Anderl et al.: a, b, c in one order; b in one without; a, b in an order."""
    walks = [("1", "abc", "o1"), ("2", "b", None), ("3", "ab", "o2")]
    rows = [(journey, order, channel) for journey, way, order in walks for channel in way]
    paths = pl.DataFrame(rows, schema=["journey", "order", "channel"], orient="row")
    # start→a 2/3, start→b 1/3; a→b 1; b→c, b→order, b→end 1/3 each; c→order 1
    assert removal_effects(paths) == pytest.approx({"a": 2 / 3, "b": 1.0, "c": 0.5})


def test_a_contact_belongs_to_one_order_and_to_the_next():
    walks = journeys(met("a", (0, "x"), (5, "y"), (12, "z")), bought(("a", 3, 100), ("a", 9, 100)))
    assert walks.select("order", "channel").rows() == [("o0", "x"), ("o1", "y"), (None, "z")]


def test_what_is_older_than_the_window_or_later_than_the_order_counts_for_nothing():
    found = attribute(met("a", (0, "x"), (41, "y")), bought(("a", 40, 100)))
    assert credited(found, "first") == {"none": 100}
    assert found["orders"].to_list() == [1]


def test_another_persons_contacts_count_for_nothing():
    assert credited(attribute(met("b", (0, "x")), bought(("a", 1, 100))), "last") == {"none": 100}


@settings(deadline=None)
@given(st.data())
def test_every_model_credits_all_sales_to_the_cent(data):
    people = st.sampled_from("abcd")
    contacts = data.draw(
        st.lists(st.tuples(people, st.integers(0, 50), st.sampled_from("xyz")), max_size=30)
    )
    orders = data.draw(
        st.lists(
            st.tuples(people, st.integers(0, 60), st.integers(0, 9999)), min_size=1, max_size=15
        )
    )
    touches = pl.DataFrame(
        {
            "person": [c[0] for c in contacts],
            "at": at(*(c[1] for c in contacts)),
            "channel": [c[2] for c in contacts],
        },
        schema={"person": pl.String, "at": pl.Datetime("us", "UTC"), "channel": pl.String},
    )
    sales = bought(*orders)
    found = attribute(touches, sales)
    for model in MODELS:
        assert found[model].sum() == sales["cents"].sum()
        assert found[model].min() >= 0
    assert found.filter(pl.col("channel") == "none")["orders"].sum() <= sales.height


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.integers(0, 10**9))
def test_whole_cents_add_up_and_none_is_a_cent_away(parts, total):
    found = reconcile(parts, total)
    assert found.sum() == total
    if sum(parts) > 0:
        exact = np.array(parts) / sum(parts) * total
        assert np.abs(found - exact).max() <= 1 + 1e-6 * total


def errors(found, truth):
    """How much of the sales each model gives to a channel that did not cause them, in percent."""
    total = sum(truth.values())
    away = {m: sum(abs(credited(found, m).get(c, 0) - t) for c, t in truth.items()) for m in MODELS}
    return {model: 50 * off / total for model, off in away.items()}


def test_on_a_log_of_known_truth_each_models_error_is_told_and_last_contact_errs_most():
    made = log(20_000, seed=5)
    found = attribute(made.touches, made.orders)
    off = errors(found, made.truth)
    assert max(off, key=off.get) == "last"
    assert off["last"] > 40
    assert off["first"] < off["linear"] < off["last"]
    assert found[MODELS[0]].sum() == made.orders["cents"].sum() == sum(made.truth.values())


@pytest.mark.parametrize("lacking", ["cents", "person", "at"])
def test_orders_that_cannot_be_credited_are_refused(lacking):
    orders = bought(("a", 1, 100)).with_columns(pl.lit(None).alias(lacking))
    with pytest.raises(MeasureError, match="lack"):
        attribute(met("a", (0, "x")), orders)


def test_an_order_that_is_there_twice_is_refused():
    orders = bought(("a", 1, 100))
    with pytest.raises(MeasureError, match="twice"):
        attribute(met("a", (0, "x")), pl.concat([orders, orders]))
