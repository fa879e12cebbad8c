"""Pictures of a measure: names clear of curves, numbers on their side of zero, ticks evenly set."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.present import svg
from parvis.present.charts.apart import apart
from parvis.present.charts.canvas import NARROW, WIDE
from parvis.present.charts.courses import courses
from parvis.present.measured.panels.days import day_ticks
from tests.present.measured.made import desk

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1))
LONG = "Ambassadors that were kept"


def place_of(text, picture):
    """Where a text begins or ends, in pixels."""
    found = re.search(rf"translate\((-?[\d.]+),(-?[\d.]+)\)[^>]*>{re.escape(text)}<", picture)
    return float(found[1]), float(found[2])


def drawn(canvas, *names):
    rows = pl.DataFrame(
        [
            {"name": name, "colour": "#1F4E8C", "x": x, "value": 10.0 + x, "is_dashed": False}
            | {"low": None, "high": None}
            for name in names
            for x in (0.0, 9.0)
        ],
        schema_overrides={"low": pl.Float64, "high": pl.Float64},
    )
    chart = courses(rows, canvas, ticks={0.0: "May"}, levels={0.0: "0"}, marks=[(4.0, "begun")])
    return svg.inline(chart, "en")


def test_on_a_telephone_names_stand_over_the_picture_and_cover_no_curve():
    picture = drawn(NARROW, "Index", LONG)
    marked = place_of("begun", picture)[1]
    tops = [place_of(name, picture)[1] for name in ("Index", LONG)]
    assert max(tops) < marked
    assert abs(tops[0] - tops[1]) >= 16


def test_a_long_name_has_room_beside_its_curve():
    picture = drawn(WIDE, "Index", LONG)
    assert place_of(LONG, picture)[0] + 8.5 * len(LONG) < WIDE.width


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_a_number_stands_on_its_side_of_zero(canvas):
    row = {"colour": "#1F4E8C"}
    rows = [
        row | {"name": "lost", "value": -36.0, "low": -36.0, "high": 0.0, "text": "\u221236%"},
        row | {"name": "won", "value": 59.0, "low": 0.0, "high": 59.0, "text": "59%"},
    ]
    picture = svg.inline(apart(pl.DataFrame(rows), canvas), "en")
    chart = apart(pl.DataFrame(rows), canvas).to_dict()
    low, high = chart["layer"][1]["encoding"]["x"]["scale"]["domain"]
    room = canvas.fitting(["lost", "won"]).plot
    zero = room * -low / (high - low)
    assert place_of("\u221236%", picture)[0] < zero - 20
    assert place_of("59%", picture)[0] > zero


def test_names_of_rows_are_whole_where_there_is_room():
    row = {"colour": "#1F4E8C", "value": 1.0, "low": 0.0, "high": 1.0, "text": "1"}
    picture = svg.inline(apart(pl.DataFrame([row | {"name": LONG}]), WIDE), "en")
    assert f">{LONG}<" in picture


@given(DAYS, st.integers(0, 20_000))
def test_ticks_of_time_are_few_evenly_set_and_within(first, span):
    last = first + dt.timedelta(days=span)
    days = [dt.date.fromordinal(int(place)) for place in day_ticks(desk(), [first, last])]
    assert 1 <= len(days) <= 6 or span < 31
    assert all(first <= day <= last for day in days)
    if span <= 120:
        steps = {after - before for before, after in itertools.pairwise(days)}
    else:
        months = [12 * day.year + day.month for day in days]
        steps = {after - before for before, after in itertools.pairwise(months)}
        assert {day.day for day in days} == {1}
    assert len(steps) <= 1


def test_a_tick_names_the_year_where_it_begins():
    ticks = day_ticks(desk(), [dt.date(2026, 9, 7), dt.date(2027, 8, 20)])
    assert list(ticks.values()) == ["Oct 2026", "Jan 2027", "Apr", "Jul"]
