"""Credits from tables to figures: by hand, to the cent, by codes, refused or left out."""

from __future__ import annotations

import numpy as np
import pytest

from parvis import measuring
from parvis.errors import MeasureError
from parvis.measure.attribution import MODELS
from tests.measuring.conftest import HEAD

PART = '[attribution]\ntouches = "touches.csv"\norders = "orders.csv"\n'
TOUCHES = """\
person,at,channel,code
ann,2027-01-01,video,
ann,2027-01-08,chat,A1
bob,2027-01-02,video,
,2027-01-02,poster,WALL
,2027-01-02,radio,
"""
ORDERS = """\
order,person,at,amount,code
1,ann,2027-01-15,7.01,
2,,2027-01-16,5,WALL
3,,2027-01-16,3,
4,zoe,2027-01-16,2.50,
5,bob,2027-01-16,,
"""


def run(folder, part=PART, **tables):
    tables = {"touches": TOUCHES, "orders": ORDERS} | tables
    return measuring.run(folder(HEAD.format(language="en") + part, **tables))


def credits_of(found, model):
    return {
        figure.by["channel"]: figure.value
        for figure in found.figures
        if figure.key == "attribution.credit" and figure.by["model"] == model
    }


def test_each_model_credits_what_a_hand_does(folder):
    found = run(folder)
    alone = {"none": 5.5, "poster": 5.0}
    assert credits_of(found, "first") == alone | {"chat": 0.0, "video": 7.01}
    assert credits_of(found, "last") == alone | {"chat": 7.01, "video": 0.0}
    assert credits_of(found, "linear") == alone | {"chat": 3.51, "video": 3.50}
    assert credits_of(found, "decay") == alone | {"chat": 4.67, "video": 2.34}  # 2 to 1


def test_an_order_without_a_person_is_placed_by_its_code_and_else_credited_to_none(folder):
    found = run(folder)
    assert found.value("attribution.coded") == 1
    assert found.value("attribution.orders") == 4
    assert found.value("attribution.orders", channel="none") == 2
    assert found.value("files.left_out", file="orders.csv") == 1
    assert found.value("files.left_out", file="touches.csv") == 1


def test_a_code_of_one_person_brings_the_other_contacts_of_that_person(folder):
    orders = "at,amount,code\n2027-01-15,8,A1\n"
    assert credits_of(run(folder, orders=orders), "linear") == {"chat": 4.0, "video": 4.0}


@pytest.mark.parametrize("seed", range(5))
def test_every_model_adds_up_to_all_sales_to_the_cent(folder, seed):
    lot = np.random.default_rng(seed)
    touches = [
        f"p{lot.integers(40)},2027-01-{lot.integers(1, 28):02d},{'abcdef'[lot.integers(6)]}"
        for _ in range(300)
    ]
    orders = [
        f"p{lot.integers(60)},2027-01-{lot.integers(1, 28):02d},{lot.integers(1, 99999) / 100}"
        for _ in range(90)
    ]
    found = run(
        folder,
        touches="\n".join(["person,at,channel", *touches]),
        orders="\n".join(["person,at,amount", *orders]),
    )
    sales = round(100 * sum(float(order.rpartition(",")[2]) for order in orders))
    assert round(100 * found.value("attribution.sales")) == sales
    for model in MODELS:
        assert sum(round(100 * value) for value in credits_of(found, model).values()) == sales


def test_a_contact_older_than_the_window_of_the_file_counts_for_nothing(folder):
    found = run(folder, PART + "window = 5\n")
    assert credits_of(found, "first")["none"] == 12.51


def test_each_models_error_on_a_log_of_known_truth_stands_beside_its_credits(folder):
    found = run(folder)
    off = {model: found.value("attribution.error", model=model) for model in MODELS}
    assert max(off, key=off.get) == "last"
    assert off["first"] == pytest.approx(21.8, abs=0.1)
    assert min(off.values()) > 0


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"orders": "order,at,amount\n1,2027-01-04,3\n1,2027-01-05,4\n"}, "3. with an order that"),
        ({"orders": "order,at,amount\n1,2027-01-04,-3\n"}, "2. with a negative amount"),
        ({"orders": "order,at,amount\n1,2027-01-04,3 USD\n"}, "'3 USD' as amount"),
        ({"touches": "person,channel\nann,video\n"}, "touches.csv: no column at"),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_way_out(folder, table, fault):
    with pytest.raises(MeasureError, match=fault) as error:
        run(folder, **table)
    assert "What to do: " in str(error.value)


@pytest.mark.parametrize("line", ["window = 0", "half_life = -1"])
def test_a_window_or_a_half_life_of_nothing_is_refused(folder, line):
    with pytest.raises(MeasureError, match=line.split(" ")[0]):
        run(folder, f"{PART}{line}\n")
