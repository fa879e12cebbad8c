"""What whoever decides asks of a report: does an hour pay, which figure, who decides, by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from parvis.present.measured import MeasureDesk, of_measure
from parvis.present.measured.decisions import decisions
from parvis.present.measured.panels import engagement, kpis, lift
from parvis.present.measured.proof import trials_came, trials_unknown
from tests.present.measured.made import desk, figure, story
from tests.present.measured.test_brought import HOURS, credited, hour, lines
from tests.present.measured.test_proof import trial

COST = figure("roe.price", 45.0, unit="EUR/hour")
MONEY = (figure("ledger.cost", 500.0, unit="EUR"), figure("ledger.value", 700.0, unit="EUR"))


def told_of(*figures, **fields):
    return MeasureDesk.of(replace(story(*figures), **fields))


@pytest.mark.parametrize(
    ("low", "high", "paid", "says"),
    [
        (46.0, 60.0, "Yes", "“help” and “quiz” bring more"),
        (20.0, 44.0, "No", "“help” brings less"),
        (40.0, 50.0, "Cannot be told", "of “help” it cannot be told"),
    ],
)
def test_an_hour_is_set_beside_what_it_costs_as_far_as_its_interval_says_so(low, high, paid, says):
    told = desk(COST, *hour("help", 45.5, low, high), *hour("quiz", 90.0, 80.0, 99.0))
    (panel,) = engagement.panels(told)
    assert panel.table.rows[0][1] == paid
    assert says in panel.title
    assert "45\u00a0€" in panel.subtitle
    assert any(
        "An hour costs 45\u00a0€" in line for line in lines(desk(COST, *MONEY, *HOURS), "cost")
    )


def test_hours_that_do_not_pay_are_to_be_taken_away():
    (line,) = [line for line in lines(desk(COST, *HOURS), "decide") if "hours" in line]
    assert "Take hours from “quiz”: an hour costs 45\u00a0€ there and brings 12.50\u00a0€" in line


def test_nothing_is_said_of_paying_where_an_hour_has_no_price():
    (panel,) = engagement.panels(desk(*HOURS))
    assert "costs" not in panel.title
    assert panel.table.rows[0][1] == "\u2014"


def test_totals_that_differ_say_what_each_counts():
    report = of_measure(story(*HOURS, *credited(), *MONEY))
    (said,) = [limit.sentence for limit in report.limits if limit.name == "Totals"]
    assert all(amount in said for amount in ("700\u00a0€", "2,000\u00a0€", "100\u00a0€"))
    notes = [panel.note for chapter in report.chapters for _, panel in chapter.panels]
    assert sum(said in (note or "") for note in notes) == 3
    assert "Totals" not in {limit.name for limit in of_measure(story(*MONEY)).limits}


RIVALS = (("Chat", "Chat beside"),)


def rivals(trend_p=0.6):
    for row in trial(-127.0, -194.0, -60.0):
        is_controls = row.by.get("side") == "controls"
        yield replace(row, value=0) if is_controls else row
    yield from trial(-76.0, -96.0, -56.0, lift="Chat beside", trend_p=trend_p)


def test_of_two_figures_of_one_action_the_one_with_controls_is_believed_and_told_to_the_board():
    told = told_of(*rivals(), rivals=RIVALS)
    alone, beside = lift.panels(told)
    assert "to be believed is \u221276\u00a0contacts of “Chat beside”" in alone.title
    assert alone.finding is None
    assert "Believe this figure rather than \u2212127" in beside.note
    (line,) = trials_came(told)
    assert "\u221276" in line.sentence
    assert list(trials_unknown(told)) == []


def test_controls_that_had_parted_before_are_not_believed():
    told = told_of(*rivals(trend_p=0.01), rivals=RIVALS)
    (line,) = trials_came(told)
    assert "\u2212127" in line.sentence


def test_trials_of_different_actions_are_both_told():
    assert len(list(trials_came(told_of(*rivals())))) == 2


@pytest.mark.parametrize(
    ("step", "says"), [(1, "a day"), (7, "a week"), (30, "a month"), (91, "a quarter"), (12, "a p")]
)
def test_an_effect_says_how_long_its_period_is(step, says):
    days = {
        f"2027-01-{4 + 7 * place:02d}": dt.date(2027, 1, 4) + dt.timedelta(days=step * place)
        for place in range(4)
    }
    rows = [
        replace(row, by=row.by | {"period": str(days[row.by["period"]])})
        if "period" in row.by
        else row
        for row in trial(30.0, 10.0, 50.0)
    ]
    (panel,) = lift.panels(desk(*rows))
    assert f"contacts {says}" in panel.title


LATE = (
    figure("kpi.value", 61.0, unit="%", objective="care", kpi="Solved at once"),
    figure("kpi.status", "behind", unit="status", objective="care", kpi="Solved at once"),
)


def test_a_recommendation_names_who_decides_and_by_when_or_says_that_nobody_is_named():
    (bare,) = decisions(told_of(*LATE))
    assert bare.sentence.endswith("Owner: to be named; date to be set.")
    review = dt.date(2027, 10, 15)
    (plain,) = decisions(told_of(*LATE, owner="Ada", review=review))
    assert plain.sentence.endswith("Owner: Ada; by 15\u00a0October\u00a02027.")
    aim = replace(story().objectives[0], owner="Grace")
    (own,) = decisions(told_of(*LATE, owner="Ada", review=review, objectives=(aim,)))
    assert own.sentence.endswith("Owner: Grace; by 15\u00a0October\u00a02027.")


@pytest.mark.parametrize(
    ("judge", "says"), [("Ada", "Judged by Ada"), (None, "Judged, by whom is not said")]
)
def test_a_judged_figure_names_who_judged_or_says_that_nobody_does(judge, says):
    by = {"objective": "care", "kpi": "Solved at once"}
    level = replace(figure("kpi.level", "outcome", unit="level", **by), kind="judged", judge=judge)
    (panel,) = kpis.panels(desk(*LATE, level))
    assert [one.class_name for one in panel.how if one.key == "kpi.level"] == [says]


def test_the_head_says_up_to_which_day_there_are_data():
    report = of_measure(story(figure("files.last", "2027-09-30", unit="day")))
    assert report.date == "Data up to 30\u00a0September\u00a02027"
    assert of_measure(story()).date == "1\u00a0June\u00a02027"


def test_which_channel_to_pay_for_is_answered_even_where_models_agree():
    shares = {"video": (52.0, 50.0, 51.0, 51.0, 50.0), "chat": (48.0, 50.0, 49.0, 49.0, 50.0)}
    told = desk(*credited(shares))
    assert any(line.startswith("Which channel to pay for next") for line in lines(told, "unknown"))
    told = desk(*credited())
    assert any("which channel to pay for next" in line for line in lines(told, "unknown"))
