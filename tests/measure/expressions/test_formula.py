"""Formulas compute what a hand computes, and refuse what their units do not allow."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import FormulaError, UnitError
from parvis.measure.expressions import parse, unit

UNITS = {"a": "orders", "b": "orders", "eur": "EUR", "usd": "USD", "time": "minutes", "rate": "%"}
VALUES = {"a": 3.0, "b": 4.0, "eur": 90.0, "usd": 7.0, "time": 120.0, "rate": 25.0}


@pytest.mark.parametrize(
    ("text", "into", "value"),
    [
        ("a / b", "%", 75.0),
        ("a / b", "", 0.75),
        ("(a - b) / b", "%", -25.0),
        ("a - b - b", "orders", -5.0),
        ("a / b / 2", "1", 0.375),
        ("2 * a + b", "orders", 10.0),
        ("-a + b", "order", 1.0),
        ("eur / time", "EUR/hour", 45.0),
        ("eur - 45 [EUR/hour] * time", "EUR", 0.0),
        ("max(a, b) - min(a, b)", "orders", 1.0),
        ("time", "hours", 2.0),
        ("rate * a", "orders", 0.75),
        ("7", "", 7.0),
    ],
)
def test_a_formula_gives_what_a_hand_computes(text, into, value):
    assert parse(text, UNITS)(VALUES, into) == pytest.approx(value)


def test_a_formula_reads_arrays_and_what_is_unknown_stays_unknown():
    found = parse("a / b", UNITS)({"a": [1, np.nan, 2], "b": [2, 2, 0]}, "%")
    assert found.tolist()[0] == 50.0
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("text", ["eur + usd", "a + eur", "min(a, eur)", "a + 1", "eur - time"])
def test_what_has_no_common_unit_is_not_added(text):
    with pytest.raises(UnitError, match="What to do"):
        parse(text, UNITS)


def test_mixed_currencies_are_named():
    with pytest.raises(UnitError, match="mixes EUR with USD"):
        parse("eur + usd", UNITS)


def test_a_kpi_is_not_told_in_a_unit_it_does_not_have():
    with pytest.raises(UnitError, match="gives EUR/hour, not person"):
        parse("eur / time", UNITS)(VALUES, "people")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a / c", 4),
        ("a +", 3),
        ("a.__class__", 1),
        ("__import__('os')", 11),
        ("sum(a)", 0),
        ("a ** b", 3),
        ("", 0),
        ("a b", 2),
    ],
)
def test_a_fault_is_shown_where_it_is(text, place):
    with pytest.raises(FormulaError) as refused:
        parse(text, UNITS)
    assert refused.value.position == place


@pytest.mark.parametrize("text", ["(" * 400 + "a" + ")" * 99, "-" * 499 + "a", "a" + "+a" * 300])
def test_what_is_long_or_deep_is_refused_before_it_is_computed(text):
    with pytest.raises(FormulaError):
        parse(text, UNITS)


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_no_text_does_anything_but_parse_or_be_refused(text):
    with contextlib.suppress(FormulaError, UnitError):
        assert parse(text, UNITS)(VALUES).shape == ()


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
def test_sums_and_quotients_are_those_of_arithmetic(a, b, c):
    units = {"a": "EUR", "b": "EUR", "c": "hours"}
    found = float(parse("(a - b) / c", units)({"a": a, "b": b, "c": c}))
    assert found == pytest.approx((a - b) / c, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("text", ["/hour", "EUR/", "EUR//hour", "*", "EUR*/h"])
def test_what_is_no_unit_is_refused(text):
    with pytest.raises(UnitError, match="is no unit"):
        unit(text)


def test_plural_singular_and_multiples_are_one_unit():
    assert unit("questions") == unit("question") == unit("Question")
    assert unit("EUR/min").is_like(unit("EUR/week"))
    assert unit("business days").powers == (("business day", 1),)
    assert unit("status").powers == (("status", 1),)
    assert unit("") == unit("1") == unit("order/order")
