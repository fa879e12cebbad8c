"""Indices from a table of counts to figures: by hand, by other weights, beside an outcome."""

from __future__ import annotations

import time

import numpy as np
import pytest

from parvis import measuring
from parvis.errors import MeasureError
from parvis.measuring.telling import tell
from parvis.present import html
from parvis.present.measured import of_measure
from tests.measuring.conftest import HEAD

PART = '[indices]\nfile = "units.csv"\noutcome = "stayed"\n'
UNITS = """\
unit,asked,answered_in_time,solved_at_once,surveyed,satisfied,stayed
A,100,80,60,50,45,70
B,200,100,100,50,25,50
C,100,90,80,100,95,90
D,100,60,50,50,30,60
,100,60,50,50,30,60
E,100,,50,50,30,60
"""


def run(folder, part=PART, units=UNITS):
    return measuring.run(folder(HEAD.format(language="en") + part, units=units))


def figure(found, key, **by):
    return next(one for one in found.figures if one.key == key and one.by == by)


def many(units=2000):
    lot = np.random.default_rng(5)
    rows = [
        f"u{place},{asked},{lot.integers(asked)},{lot.integers(asked)},100,{lot.integers(100)},1"
        for place, asked in enumerate(lot.integers(50, 200, units))
    ]
    return "\n".join([UNITS.split("\n", maxsplit=1)[0], *rows, ""])


def test_an_index_is_the_weighted_mean_of_its_parts_over_all_counts(folder):
    found = run(folder)
    parts = [25 * 330 / 500, 25 * 290 / 500, 50 * 195 / 250]
    names = ("answered", "solved", "satisfied")
    told = [found.value("index.points", index="experience", part=name) for name in names]
    assert told == pytest.approx(parts)
    assert found.value("index.value", index="experience") == pytest.approx(sum(parts))
    assert found.value("index.value", index="experience", unit="A") == pytest.approx(80)


def test_its_interval_is_the_jackknife_of_a_hand(folder):
    told = figure(run(folder), "index.value", index="experience")
    a, s, q = np.array([80, 100, 90, 60]), np.array([60, 100, 80, 50]), np.array([45, 25, 95, 30])
    asked, surveyed = np.array([100, 200, 100, 100]), np.array([50, 50, 100, 50])
    without = [
        25 * (a.sum() - a[i]) / (asked.sum() - asked[i])
        + 25 * (s.sum() - s[i]) / (asked.sum() - asked[i])
        + 50 * (q.sum() - q[i]) / (surveyed.sum() - surveyed[i])
        for i in range(4)
    ]
    half = 1.959964 * np.sqrt(3 / 4 * ((without - np.mean(without)) ** 2).sum())
    assert told.high == pytest.approx(min(100, told.value + half))
    assert told.low == pytest.approx(told.value - half)


def test_other_weights_change_the_index_and_say_so(folder):
    part = PART + "weights = { experience = { answered = 1, solved = 0, satisfied = 0 } }\n"
    found = run(folder, part)
    assert found.value("index.value", index="experience") == pytest.approx(66)
    assert found.value("index.weight", index="experience", part="answered") == 100


def test_it_is_set_beside_the_outcome_with_an_interval(folder):
    told = figure(run(folder), "index.correlation", index="experience")
    assert told.value == pytest.approx(
        np.corrcoef([80, 50, 90, 57.5], [70, 50, 90, 60])[0, 1], abs=0.01
    )
    assert told.low < told.value < told.high


def test_an_outcome_that_does_not_vary_is_unknown_and_not_zero(folder):
    told = figure(run(folder, units=many(20)), "index.correlation", index="experience")
    assert told.value is None
    assert "does not vary" in told.reason


def test_only_indices_whose_counts_are_there_are_told(folder):
    found = run(folder)
    assert {one.by["index"] for one in found.figures if one.key == "index.value"} == {"experience"}


def test_a_unit_without_a_name_is_left_out_and_one_without_a_count_has_no_index(folder):
    found = run(folder)
    assert found.value("files.left_out", file="units.csv") == 1
    units = {one.by.get("unit") for one in found.figures if one.key == "index.value"}
    assert units == {None, "A", "B", "C", "D"}


def test_a_crowd_of_units_is_not_told_one_by_one(folder):
    found = run(folder, units=many(100))
    assert [one.by for one in found.figures if one.key == "index.value"] == [
        {"index": "experience"}
    ]


def test_other_weights_are_drawn_within_two_seconds(folder):
    """Of a processor, of which a busy machine gives less; the reading of the table included."""
    file = folder(HEAD.format(language="en") + PART, units=many(200))
    html.render(of_measure(tell(measuring.run(file))))  # what is loaded once is loaded
    text = file.read_text("utf-8") + "weights = { experience = { satisfied = 9 } }\n"
    file.write_text(text, "utf-8")
    begun = time.process_time()
    page = html.render(of_measure(tell(measuring.run(file))))
    assert time.process_time() - begun < 2
    assert "82%" in page


@pytest.mark.parametrize(
    ("part", "units", "fault"),
    [
        (PART, UNITS.replace("A,100,80", "A,100,120"), "more answered_in_time than asked"),
        (PART, UNITS.replace("A,100,80", "A,100,-1"), "2. with a count below zero"),
        (PART, UNITS.replace("B,200", "A,200"), "3. with a unit that is there before"),
        (PART, "unit,asked\nA,100\n", "no index can be told; experience lacks answered_in_time"),
        (PART.replace("stayed", "bought"), UNITS, "no column bought"),
        (PART + "weights = { charm = { smile = 1 } }\n", UNITS, "no index 'charm'"),
        (PART + "weights = { proximity = { soon = 2 } }\n", UNITS, "not all of its counts"),
        (PART + "weights = { experience = { smile = 1 } }\n", UNITS, "no weights of answered"),
        (PART + "weights = { experience = { solved = -1 } }\n", UNITS, "weights"),
    ],
)
def test_a_fault_is_named_with_the_way_out(folder, part, units, fault):
    with pytest.raises(MeasureError, match=fault) as error:
        run(folder, part, units)
    assert "What to do: " in str(error.value)
