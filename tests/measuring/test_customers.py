"""Retention, purchases and churn from tables to figures: by hand, refused, or left out."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest

from parvis import measuring
from parvis.errors import MeasureError
from tests.measuring.conftest import HEAD

RETENTION = """
[retention]
customers = "customers.csv"
at = 2027-01-01
until = 2027-04-11
horizon = 50
"""
PURCHASES = '\n[purchases]\nfile = "purchases.csv"\nuntil = 2027-09-30\nweeks = 13\n'
CHURN = '\n[churn]\nfile = "subscribers.csv"\nleft = "Left"\ncolumns = ["Months", "plan"]\n'
BLANK = "id,Months,Plan,Left\n" + "a,,,yes\nb,,,no\n" * 60
AT = dt.date(2027, 1, 1)


def customers(*, engaged=20, others=20, leave_engaged=5, leave_others=10):
    """All customers since one day; so many of each group leave 25 days after the landmark."""
    rows = ["customer,since,left,engaged"]
    leaves = AT + dt.timedelta(days=25)
    for place in range(engaged):
        left = leaves if place < leave_engaged else ""
        rows.append(f"e{place},2026-06-01,{left},2026-09-01")
    for place in range(others):
        left = leaves if place < leave_others else ""
        rows.append(f"o{place},2026-06-01,{left},")
    return "\n".join([*rows, ""])


def purchases(seed=3, count=120):
    lot = np.random.default_rng(seed)
    rows = ["customer,date"]
    for customer in range(count):
        day = dt.date(2026, 10, 1) + dt.timedelta(days=int(lot.integers(0, 60)))
        while day <= dt.date(2027, 9, 30):
            rows.append(f"c{customer},{day}")
            if lot.random() < 0.15:
                break
            day += dt.timedelta(days=1 + int(lot.exponential(40)))
    return "\n".join([*rows, ""])


def subscribers(count=400, *, tells=True):
    """Whoever has a plan by the month leaves more often, where the plan tells anything."""
    lot = np.random.default_rng(8)
    rows = ["id,Months,Plan,Left"]
    for customer in range(count):
        monthly = lot.random() < 0.5
        chance = (0.6 if monthly else 0.1) if tells else 0.35
        left = "yes" if lot.random() < chance else "no"
        rows.append(f"s{customer},{lot.integers(1, 60)},{'month' if monthly else 'year'},{left}")
    return "\n".join([*rows, ""])


def run(folder, part, **tables):
    return measuring.run(folder(HEAD.format(language="en") + part, **tables))


def figure(found, key, **by):
    return next(one for one in found.figures if one.key == key and one.by == by)


def test_who_stays_is_told_like_with_like_beside_the_careless_count(folder):
    found = run(folder, RETENTION, customers=customers())
    assert found.value("retention.stays", way="matched", group="engaged") == pytest.approx(75)
    assert found.value("retention.stays", way="matched", group="others") == pytest.approx(50)
    gap = figure(found, "retention.difference", way="matched")
    assert gap.value == pytest.approx(25)
    assert gap.low < 25 < gap.high
    assert found.value("retention.customers", way="matched", group="others") == 20
    assert {one.by["way"] for one in found.figures if one.key == "retention.p"} == {
        "ever",
        "landmarked",
        "matched",
    }


def test_curves_begin_with_everybody_and_never_rise(folder):
    found = run(folder, RETENTION, customers=customers())
    curve = [
        one.value
        for one in found.figures
        if one.key == "retention.curve"
        and one.by["way"] == "matched"
        and one.by["group"] == "others"
    ]
    assert curve[0] == 100
    assert all(next_ <= before for before, next_ in pairwise(curve))
    assert curve[-1] == pytest.approx(50)


def test_a_customer_whose_time_before_engaging_is_a_gift_does_not_count_as_engaged(folder):
    """Who engages after the landmark only lives to do so: the careless count alone is moved."""
    late = [f"l{place},2026-06-01,,2027-03-01" for place in range(10)]
    table = customers() + "\n".join([*late, ""])
    found = run(folder, RETENTION, customers=table)
    assert found.value("retention.customers", way="landmarked", group="engaged") == 20
    assert found.value("retention.customers", way="ever", group="engaged") == 30


def test_a_group_that_is_too_small_is_refused_with_the_reason(folder):
    found = run(folder, RETENTION, customers=customers(engaged=4))
    refused = figure(found, "retention.difference", way="matched")
    assert refused.value is None
    assert "4 engaged customers and 20 others" in refused.reason
    assert not [one for one in found.figures if one.key == "retention.stays"]


def test_a_horizon_nobody_was_followed_for_is_unknown(folder):
    part = RETENTION.replace("horizon = 50", "horizon = 500")
    found = run(folder, part, customers=customers())
    gap = figure(found, "retention.difference", way="matched")
    assert (gap.value, gap.reason) == (None, "nobody was followed for so long")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (customers() + "e1,2026-06-01,,\n", "a customer who is there before"),
        (customers() + "z,2026-06-01,2026-05-01,\n", "a day of leaving before the first"),
        ("customer,since,left\na,2026-06-01,\n", "no column engaged"),
    ],
)
def test_customers_that_contradict_are_refused(folder, table, fault):
    with pytest.raises(MeasureError, match=fault):
        run(folder, RETENTION, customers=table)


def test_customers_nobody_knows_are_left_out_and_counted(folder):
    found = run(folder, RETENTION, customers=customers() + ",2026-06-01,,\nz,,,\n")
    assert found.value("files.left_out", file="customers.csv") == 2


def test_an_end_before_the_beginning_is_refused_with_the_file(folder):
    with pytest.raises(MeasureError, match="not after 2027-01-01"):
        run(folder, RETENTION.replace("2027-04-11", "2026-12-01"), customers=customers())


def test_purchases_to_come_are_told_with_an_interval_and_tried_on_weeks_unseen(folder):
    table = purchases()
    found = run(folder, PURCHASES, purchases=table)
    expected = figure(found, "purchases.expected")
    assert expected.low < expected.value < expected.high
    by_often = [found.value("purchases.customers", again=often) for often in range(5)]
    assert sum(by_often) == found.value("purchases.customers") == 120
    parts = [found.value("purchases.expected", again=often) for often in range(5)]
    assert sum(parts) == pytest.approx(expected.value)
    then = dt.date(2027, 7, 1)
    days = {line for line in table.split("\n")[1:] if line and line[-10:] > str(then)}
    assert found.value("purchases.tried", side="came") == len(days)
    assert abs(found.value("purchases.error")) < 40


def test_too_few_customers_are_refused(folder):
    found = run(folder, PURCHASES, purchases=purchases(count=20))
    refused = figure(found, "purchases.expected")
    assert refused.value is None
    assert refused.reason.startswith("20 customers")


def test_a_purchase_without_a_day_or_a_customer_is_left_out(folder):
    found = run(folder, PURCHASES, purchases=purchases() + ",2027-01-01\nc1,\n")
    assert found.value("files.left_out", file="purchases.csv") == 2


def test_who_leaves_is_told_with_how_well_and_by_tenth(folder):
    found = run(folder, CHURN, subscribers=subscribers())
    area = figure(found, "churn.auc")
    assert area.low > 0.5
    assert area.low < area.value < area.high
    weights = {one.by["known"]: one.value for one in found.figures if one.key == "churn.weight"}
    assert weights["plan year"] < -1
    assert abs(weights["months"]) < 0.5
    parts = [found.value("churn.part", tenth=tenth) for tenth in range(1, 11)]
    assert sum(parts) == pytest.approx(100)
    assert found.value("churn.tenth", tenth=1) > 2 * found.value("churn.tenth", tenth=10)


def test_what_tells_nothing_does_no_better_than_chance(folder):
    area = figure(run(folder, CHURN, subscribers=subscribers(tells=False)), "churn.auc")
    assert area.low < 0.5


def test_whoever_is_not_known_to_have_left_or_stayed_is_left_out(folder):
    found = run(folder, CHURN, subscribers=subscribers() + "z,12,year,\n")
    assert found.value("files.left_out", file="subscribers.csv") == 1
    assert found.value("churn.customers") == 400


def test_churn_of_too_few_is_refused(folder):
    found = run(folder, CHURN, subscribers=subscribers(60))
    refused = figure(found, "churn.auc")
    assert refused.value is None
    assert "customers left and" in refused.reason


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        (CHURN.replace("Left", "gone"), "no column gone"),
        (CHURN.replace('"plan"', '"shoe"'), "no column shoe"),
        (CHURN.replace('left = "Left"', 'left = "id"'), "write yes or no"),
        (CHURN.replace('left = "Left"', 'left = "Months"'), "which says it"),
        (CHURN.replace('"plan"', '"id"'), "400 different texts as id"),
        (CHURN.replace('["Months", "plan"]', "[]"), "churn.columns"),
    ],
)
def test_a_column_that_is_not_there_or_says_no_yes_or_no_is_named(folder, part, fault):
    with pytest.raises(MeasureError, match=fault):
        run(folder, part, subscribers=subscribers())


@pytest.mark.parametrize(
    ("part", "table", "key", "reason"),
    [
        (
            RETENTION,
            {"customers": customers(engaged=4)},
            "retention.difference",
            "4 clients engagés",
        ),
        (PURCHASES, {"purchases": purchases(count=20)}, "purchases.expected", "20 clients, dont"),
        (CHURN, {"subscribers": subscribers(60)}, "churn.auc", "clients partis et"),
        (CHURN, {"subscribers": BLANK}, "churn.auc", "ne diffère de l'un à l'autre"),
    ],
)
def test_a_refusal_is_said_in_the_language_of_the_measure(folder, part, table, key, reason):
    found = measuring.run(folder(HEAD.format(language="fr") + part, **table))
    refused = next(one for one in found.figures if one.key == key)
    assert refused.value is None
    assert reason in refused.reason
