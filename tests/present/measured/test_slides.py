"""The courses of a measure on slides: charts that can be edited, with the numbers of the page."""

from __future__ import annotations

import datetime as dt
import io

import pptx
import pytest
from pptx.enum.dml import MSO_LINE

from parvis.present.measured import of_measure
from parvis.present.pptx import render
from tests.present.measured.made import figure, story
from tests.present.measured.test_inside import social
from tests.present.measured.test_proof import PERIODS, trial


def ledger():
    yield figure("ledger.cost", 100.0, unit="EUR")
    yield figure("ledger.value", 40.0, unit="EUR")
    for day, cost, value in (("2027-01-04", 60.0, 0.0), ("2027-02-04", 100.0, 40.0)):
        yield figure("payback.cost", cost, unit="EUR", day=day)
        yield figure("payback.value", value, unit="EUR", day=day)


def charts(*figures, language="en"):
    """The charts of a deck by the title of their slide."""
    deck = pptx.Presentation(io.BytesIO(render(of_measure(story(*figures, language=language)))))
    return {
        slide.shapes.title.text: shape.chart
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    }


def across(series):
    return [float(value) for value in series._element.xpath("./c:xVal//c:v/text()")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_trial_is_a_chart_of_both_courses_over_days(language):
    (chart,) = charts(*trial(30.0, 10.0, 50.0), language=language).values()
    expected, seen = chart.plots[0].series
    assert list(seen.values) == [100.0, 100.0, 130.0, 130.0]
    assert list(expected.values) == [100.0] * 4
    assert expected.format.line.dash_style == MSO_LINE.DASH
    first = (dt.date.fromisoformat(PERIODS[0]) - dt.date(1899, 12, 30)).days
    assert across(seen) == [first, first + 7, first + 14, first + 21]


def test_what_adds_up_by_steps_is_drawn_by_steps():
    found = charts(*ledger())
    chart = next(chart for title, chart in found.items() if "were spent" in title)
    cost, _ = chart.plots[0].series
    assert list(cost.values) == [60.0, 60.0, 100.0]
    start, end = across(cost)[0], across(cost)[-1]
    assert across(cost) == [start, end, end]


def test_social_capital_is_a_chart_of_its_parts():
    (chart,) = charts(*social()).values()
    assert [series.name for series in chart.plots[0].series] == [
        "Index", "reciprocity", "active ties"
    ]  # fmt: skip


def test_courses_far_from_zero_are_seen_from_near():
    (chart,) = charts(*trial(30.0, 10.0, 50.0)).values()
    assert chart.value_axis.minimum_scale == 90
    (chart,) = charts(*social()).values()
    assert chart.value_axis.minimum_scale is None
