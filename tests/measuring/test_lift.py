"""From a measure file to what trials brought, by hand, and to what is refused of them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from parvis import measuring
from parvis.errors import MeasureError
from tests.measuring.conftest import HEAD

FIRST = dt.date(2027, 1, 4)
TRIAL = """
[[lift]]
name = "Chat"
file = "contacts.csv"
start = {start}
treated = {treated}
unit = "contacts"
method = "{method}"
"""
PILOT = """
[pilot]
file = "contacts.csv"
periods = {periods}
effect = 10
"""
# Three weeks before and three since; by unit, its mean changes by 8, 1, 2 and 3.
UNITS = {
    "Lyon": [10, 12, 14, 18, 20, 22],
    "Metz": [5, 6, 7, 6, 7, 8],
    "Nice": [8, 8, 8, 10, 10, 10],
    "Lens": [20, 21, 22, 23, 24, 25],
}


def weeks(values, *, channel=None, start=FIRST):
    """Lines of a panel of weeks."""
    return [
        ",".join(
            [unit, *([channel] if channel else []), str(start + dt.timedelta(weeks=n)), str(v)]
        )
        for unit, row in values.items()
        for n, v in enumerate(row)
    ]


def panel(lines, head="unit,period,value"):
    return "\n".join([head, *lines, ""])


def trial(*, method="differences", treated='["Lyon"]', week=3, language="en"):
    start = FIRST + dt.timedelta(weeks=week)
    return HEAD.format(language=language) + TRIAL.format(
        start=start, treated=treated, method=method
    )


def told(found, key, **by):
    return next(one for one in found.figures if one.key == key and one.by == {"lift": "Chat", **by})


def test_differences_are_those_computed_by_hand(folder):
    found = measuring.run(folder(trial(), contacts=panel(weeks(UNITS))))
    effect = told(found, "lift.effect")
    assert effect.value == pytest.approx(8 - 2)
    error = (16 / 3) ** 0.5  # as tests/measure/lift computes it by hand
    assert effect.high - 6 == pytest.approx(6 - effect.low)
    assert 4.302653 * error < effect.high - 6 < 12 * error  # Student with two degrees is the least
    assert effect.unit == "contacts"
    assert told(found, "lift.total").value == pytest.approx(18)
    assert told(found, "lift.relative").value == pytest.approx(100 * 6 / 14)
    assert told(found, "lift.units", side="controls").value == 3
    assert told(found, "lift.periods", side="before").value == 3


def test_what_was_seen_less_what_was_expected_is_the_effect(folder):
    found = measuring.run(folder(trial(), contacts=panel(weeks(UNITS))))
    days = [FIRST + dt.timedelta(weeks=n) for n in range(6)]
    gaps = [
        told(found, "lift.seen", period=str(day)).value
        - told(found, "lift.expected", period=str(day)).value
        for day in days
    ]
    assert sum(gaps[:3]) == pytest.approx(0)
    assert sum(gaps[3:]) / 3 == pytest.approx(6)


def test_the_effects_of_channels_add_up_to_that_of_all_contacts(folder):
    chat = {unit: [0] * 3 + [4 if unit == "Lyon" else 0] * 3 for unit in UNITS}
    lines = weeks(UNITS, channel="phone") + weeks(chat, channel="chat")
    text = panel(lines, "unit,channel,period,value")
    found = measuring.run(folder(trial(), contacts=text))
    assert told(found, "lift.effect", channel="chat").value == pytest.approx(4)
    assert told(found, "lift.effect", channel="phone").value == pytest.approx(6)
    assert told(found, "lift.effect").value == pytest.approx(10)


def test_an_interrupted_series_finds_its_step(folder):
    series = {"Lyon": [100 + 2 * n + (30 if n >= 12 else 0) + (-1) ** n for n in range(26)]}
    found = measuring.run(
        folder(trial(method="interrupted", week=12), contacts=panel(weeks(series)))
    )
    effect = told(found, "lift.effect")
    assert effect.value == pytest.approx(30, abs=1)
    assert effect.low < 30 < effect.high
    expected = told(found, "lift.expected", period=str(FIRST + dt.timedelta(weeks=12)))
    assert expected.value == pytest.approx(124, abs=2)


@pytest.mark.parametrize(
    ("method", "week", "units", "en", "fr"),
    [
        ("differences", 5, UNITS, "5 periods before and 1 after", "5 périodes avant et 1 après"),
        ("interrupted", 3, {"Lyon": UNITS["Lyon"]}, "3 periods before and 3 after", "3 périodes"),
        (
            "differences",
            3,
            {name: UNITS[name] for name in ("Lyon", "Metz")},
            "1 units without the treatment",
            "1 unités sans l'action",
        ),
        (
            "interrupted",
            12,
            {
                name: [n * (place + 1) for n in range(24)]
                for place, name in enumerate(["Lyon", *"abcdefghijklm"])
            },
            "24 periods for 17 things to be estimated",
            "24 périodes pour estimer 17 choses",
        ),
    ],
)
def test_what_cannot_be_told_is_refused_in_both_languages(folder, method, week, units, en, fr):
    for language, reason in (("en", en), ("fr", fr)):
        text = trial(method=method, week=week, language=language)
        effect = told(measuring.run(folder(text, contacts=panel(weeks(units)))), "lift.effect")
        assert effect.value is None
        assert effect.reason.startswith(reason)


def test_blank_cells_are_left_out_and_counted(folder):
    lines = [*weeks(UNITS), ",2027-01-04,7", "Lyon,,9"]
    found = measuring.run(folder(trial(), contacts=panel(lines)))
    assert found.value("files.left_out", file="contacts.csv") == 2
    assert told(found, "lift.effect").value == pytest.approx(6)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda lines: [*lines, "Lyon,2027-01-04,10"],
            "line 26 gives 'Lyon' a second value on 2027-01-04",
        ),
        (lambda lines: lines[1:], r"no value of 'Lyon' on 2027-01-04 \(1 missing\)"),
        (lambda lines: ["Lyon,2027-01-04,ten", *lines[1:]], "'ten' as value, which is no number"),
        (
            lambda lines: ["Lyon,2027-01-04,1e308", *lines[1:]],
            "'1e308' as value, which is no number",
        ),
        (lambda lines: ["Lyon,4 January,10", *lines[1:]], "'4 January' as period, which is no day"),
        (lambda lines: [line.replace("Lyon", "Lyons") for line in lines], "it has no unit Lyon"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_with_its_line(folder, change, fault):
    with pytest.raises(MeasureError, match=f"contacts.csv: .*{fault}"):
        measuring.run(folder(trial(), contacts=panel(change(weeks(UNITS)))))


def test_a_missing_column_is_named(folder):
    with pytest.raises(MeasureError, match="no column value; its columns: unit, period, count"):
        measuring.run(folder(trial(), contacts=panel(weeks(UNITS), "unit,period,count")))


def test_an_interrupted_series_with_a_hole_or_two_units_is_refused(folder):
    series = {"Lyon": list(range(20))}
    holed = [line for line in weeks(series) if "2027-02-15" not in line]
    text = trial(method="interrupted", week=10)
    with pytest.raises(MeasureError, match="no period between 2027-02-08 and 2027-02-22"):
        measuring.run(folder(text, contacts=panel(holed)))
    both = trial(method="interrupted", treated='["Lyon", "Metz"]')
    with pytest.raises(MeasureError, match="'Chat' names 2 units"):
        measuring.run(folder(both, contacts=panel(weeks(UNITS))))


def test_a_control_that_never_moves_is_refused(folder):
    units = {"Lyon": [n % 5 for n in range(26)], "Metz": [7] * 26}
    with pytest.raises(MeasureError, match=r"contacts\.csv: a control does not vary"):
        measuring.run(folder(trial(method="interrupted", week=12), contacts=panel(weeks(units))))


MARKETS = {
    name: [100 * (place + 1) + (n * (7 + place)) % (5 + 4 * place) for n in range(16)]
    for place, name in enumerate(["Lyon", "Metz", "Nice", "Lens", "Dole"])
}


def test_a_pilot_names_its_controls_and_what_it_could_show(folder):
    text = HEAD.format(language="en") + PILOT.format(periods=4)
    found = measuring.run(folder(text, contacts=panel(weeks(MARKETS))))
    markets = [one for one in found.figures if one.key == "pilot.relative"]
    assert {one.by["market"] for one in markets} == set(MARKETS)
    assert found.value("pilot.before") == 8
    first = markets[0].by["market"]
    controls = found.value("pilot.controls", market=first).split(", ")
    assert len(controls) >= 3
    assert first not in controls
    usual = sum(MARKETS[first]) / 16
    smallest = found.value("pilot.smallest", market=first)
    assert markets[0].value == pytest.approx(100 * smallest / usual)
    assert 0 < found.value("pilot.power", market=first) <= 100


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_past_too_short_for_a_pilot_is_refused(folder, language):
    text = HEAD.format(language=language) + PILOT.format(periods=5)
    found = measuring.run(folder(text, contacts=panel(weeks(MARKETS))))
    refused = next(one for one in found.figures if one.key == "pilot.relative")
    said = {"en": "5 markets with 16 periods", "fr": "5 marchés sur 16 périodes"}
    assert refused.reason.startswith(said[language])


def test_a_market_where_nothing_was_counted_has_no_percentage(folder, tmp_path):
    markets = {**MARKETS, "Void": [0] * 16}
    text = HEAD.format(language="en") + PILOT.format(periods=4)
    found = measuring.run(folder(text, contacts=panel(weeks(markets))), tmp_path / "out")
    empty = next(one for one in found.figures if one.by == {"market": "Void"})
    assert empty.value is None
    assert empty.reason
    json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"), parse_constant=pytest.fail)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (PILOT.format(periods=0), "in pilot.periods: expected `int` >= 1"),
        (PILOT.format(periods=4) + 'candidates = ["Rome"]\n', "it has no unit Rome"),
        (TRIAL.format(start="2027-01-25", treated="[]", method="differences"), "length >= 1"),
        (TRIAL.format(start="2027-01-25", treated='["Lyon"]', method="magic"), "in lift"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(folder, text, fault):
    file = folder(HEAD.format(language="en") + text, contacts=panel(weeks(MARKETS)))
    with pytest.raises(MeasureError, match=fault):
        measuring.run(file)
