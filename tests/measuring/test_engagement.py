"""Return on engagement from tables to figures: by hand, ranked by the hour, refused or left out."""

from __future__ import annotations

import pytest

from parvis import measuring
from parvis.errors import MeasureError
from tests.measuring.conftest import HEAD

PART = '[engagement]\nengaged = "engaged.csv"\nevents = "events.csv"\nhours = "hours.csv"\n'
ENGAGED = """\
person,action,at
ann,quiz,2027-01-04
ann,help,2027-01-20
bob,help,2027-01-06
cid,quiz,2027-01-04
,quiz,2027-01-04
"""
EVENTS = """\
person,at,amount
ann,2027-01-03,500
ann,2027-01-10,60.5
ann,2027-01-25,40
bob,2027-01-06,100.25
dan,2027-01-06,7
cid,2027-02-01,
"""
HOURS = "action,hours\nquiz,5\nquiz,6\nhelp,2\n"


def run(folder, **tables):
    tables = {"engaged": ENGAGED, "events": EVENTS, "hours": HOURS} | tables
    return measuring.run(folder(HEAD.format(language="en") + PART, **tables))


def ranked(found):
    return [figure.by["action"] for figure in found.figures if figure.key == "roe"]


def test_an_hour_brings_what_came_after_it_and_before_the_next_action(folder):
    found = run(folder)
    assert found.value("roe", action="quiz") == pytest.approx(60.5 / 11)
    assert found.value("roe", action="help") == pytest.approx(140.25 / 2)
    assert ranked(found) == ["help", "quiz"]
    assert found.value("roe.people", action="help") == 2
    assert found.value("roe.hours", action="quiz") == 11


def test_what_no_action_preceded_counts_for_none_and_everything_adds_up(folder):
    found = run(folder)
    by_action = [found.value("roe.value", action=name) for name in ("help", "quiz")]
    assert found.value("roe.value") == 707.75
    assert found.value("roe.before") == 507
    assert sum(by_action) + found.value("roe.before") == pytest.approx(found.value("roe.value"))


def test_rows_that_tell_nothing_are_left_out_and_counted(folder):
    found = run(folder)
    assert found.value("files.left_out", file="engaged.csv") == 1
    assert found.value("files.left_out", file="events.csv") == 1
    assert found.value("files.left_out", file="hours.csv") == 0


def test_the_ranks_change_places_with_the_hours(folder):
    assert ranked(run(folder, hours="action,hours\nquiz,1\nhelp,40\n")) == ["quiz", "help"]


def test_an_action_without_hours_has_no_return_and_the_reason(folder):
    found = run(folder, hours="action,hours\nquiz,1\n")
    figure = next(one for one in found.figures if one.key == "roe" and one.by["action"] == "help")
    assert figure.value is None
    assert figure.reason == "no hours were logged on it"


def test_an_interval_needs_ten_people(folder):
    people = [f"p{place},quiz,2027-01-04" for place in range(12)]
    events = [f"p{place},2027-01-05,{10 * place}" for place in range(12)]
    found = run(
        folder,
        engaged="\n".join(["person,action,at", *people]),
        events="\n".join(["person,at,amount", *events]),
    )
    told = {figure.by["action"]: figure for figure in found.figures if figure.key == "roe"}
    assert told["quiz"].low < told["quiz"].value == 60 < told["quiz"].high
    assert told["quiz"].unit == "EUR/hour"


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"hours": "action,hours\nquiz,5\nhelp,-2\n"}, "hours.csv: 1 line .3. with negative hours"),
        ({"events": "person,at,amount\nann,2027-01-10,-4\n"}, "events.csv: 1 line .2. with a neg"),
        ({"engaged": "person,action\nann,quiz\n"}, "engaged.csv: no column at"),
        ({"events": "person,at,amount\nann,soon,4\n"}, "events.csv: 1 line .2. with 'soon' as at"),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_way_out(folder, table, fault):
    with pytest.raises(MeasureError, match=fault) as error:
        run(folder, **table)
    assert "What to do: " in str(error.value)
