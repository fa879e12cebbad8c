"""KPIs computed from what was counted: as by hand, and as the library says."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from parvis.hub.common.errors import RefusedError
from parvis.hub.objectives import services
from parvis.hub.objectives.catalogue import counted
from parvis.hub.objectives.gathering import gathered
from parvis.hub.objectives.models import Reading
from parvis.hub.objectives.selectors import overall
from parvis.hub.objectives.services import Figure
from parvis.hub.work.models import Job
from parvis.measure.expressions import parse
from parvis.measure.objectives import Goal, progress


def table(org, unit, *names: str) -> pl.DataFrame:
    known = counted(unit.path)
    return gathered(unit.path, [known[name] for name in names])


def test_a_ratio_is_of_the_sums_and_is_what_the_library_says(goals, org):
    """(70 + 90 + 45) of (100 + 150 + 50) is 68.3 %; the mean of the three ratios would be 73.3."""
    live = goals.live()
    for weeks, solved, asked in ((2, 70, 100), (1, 90, 150), (0, 45, 50)):
        goals.enter(org.volcan, weeks, solved_at_once=solved, asked=asked)
    goals.reckon()
    kpi = live.kpis.get()
    last = Reading.objects.get(kpi=kpi, is_last=True)
    assert last.value == pytest.approx(100 * 205 / 300)
    assert last.required == pytest.approx(60 + 20 * 90 / 365)
    days = [goals.today - dt.timedelta(weeks=weeks) for weeks in (2, 1, 0)]
    units = {"solved_at_once": "questions", "asked": "questions"}
    goal = Goal(
        formula=parse(kpi.formula, units), unit="%", baseline=60.0, target=80.0,
        since=kpi.since, due=kpi.due,
    )  # fmt: skip
    rows = {"period": days, "solved_at_once": [70.0, 90.0, 45.0], "asked": [100.0, 150.0, 50.0]}
    wanted = progress(goal, pl.DataFrame(rows))
    assert (last.value, last.low, last.high) == pytest.approx(
        (wanted.value, wanted.low, wanted.high)
    )
    assert (last.status, last.since) == (wanted.status, wanted.since)
    assert Reading.objects.filter(kpi=kpi).count() == 3


def test_entries_of_a_unit_go_before_the_sum_of_those_under_it(goals, org):
    goals.enter(org.lyon, 1, asked=10)
    goals.enter(org.lyon, 0, asked=20)
    goals.enter(org.france, 0, asked=50)
    for unit in (org.volcan, org.france):
        assert table(org, unit, "asked")["asked"].to_list() == [10, 50]
    assert table(org, org.lyon, "asked")["asked"].to_list() == [10, 20]
    assert table(org, org.orage, "asked").is_empty()


def test_a_period_that_one_unit_has_not_told_of_is_left_out(goals, org):
    from parvis.hub.organisation.services import add_unit

    told = {"name": "Paris", "kind": "site", "code": "paris", "country": "FR"}
    paris = add_unit(org.actor("owner", "group"), org.france, **told)
    for weeks, value in ((3, 5), (2, 6), (1, 7)):
        goals.enter(org.lyon, weeks, asked=value)
    goals.enter(paris, 2, asked=100)
    assert table(org, org.volcan, "asked")["asked"].to_list() == [5, 106]
    goals.enter(paris, 1, asked=200)
    assert table(org, org.volcan, "asked")["asked"].to_list() == [5, 106, 207]


def test_a_unit_that_is_silent_for_long_is_waited_for_no_more(goals, org):
    goals.enter(org.lyon, 12, asked=5)
    goals.enter(org.france, 1, asked=7)
    goals.enter(org.volcan, 30, asked=1)
    assert table(org, org.volcan, "asked")["asked"].to_list() == [1, 5, 7]


def test_a_price_and_one_market_are_no_sums(goals, org):
    goals.enter(org.lyon, 0, call_cost=6.0, mentions_market=900)
    assert table(org, org.volcan, "call_cost").is_empty()
    assert table(org, org.volcan, "mentions_market").is_empty()
    assert table(org, org.lyon, "call_cost")["call_cost"].to_list() == [6.0]


def test_the_least_sure_entry_gives_the_class_and_names_who_judged(goals, org):
    live = goals.live()
    goals.enter(org.volcan, 1, solved_at_once=7, asked=10)
    judged = Figure(
        measure="solved_at_once", period=goals.today, value=8, grade="judged", judged_by="Ada"
    )
    services.enter(goals.by, org.volcan, judged)
    goals.enter(org.volcan, 0, asked=10)
    goals.reckon()
    first, last = Reading.objects.filter(kpi__objective=live).order_by("period")
    assert (first.grade, first.judged_by) == ("measured", "")
    assert (last.grade, last.judged_by) == ("judged", "Ada")


def test_entries_from_before_the_baseline_do_not_count(goals, org):
    live = goals.live()
    goals.enter(org.volcan, 20, solved_at_once=1, asked=100)
    goals.reckon()
    assert not Reading.objects.filter(kpi__objective=live).exists()
    assert "Nothing is counted" in overall(live).sentence


def test_no_figure_is_infinite_where_nothing_was_asked(goals, org):
    live = goals.live()
    goals.enter(org.volcan, 0, solved_at_once=0, asked=0)
    goals.reckon()
    read = Reading.objects.get(kpi__objective=live)
    assert (read.value, read.status) == (None, "cannot tell")


def test_a_sentence_says_value_interval_what_is_asked_for_and_since_when(goals, org):
    live = goals.live()
    for weeks in range(4):
        goals.enter(org.volcan, weeks, solved_at_once=50 + weeks % 2, asked=100)
    goals.reckon()
    said = overall(live).sentence
    assert said.startswith("Behind since ")
    for part in ("50.5%", "in 95 of 100 cases", "64.9% is asked for", "to reach 80% by"):
        assert part in said


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"measure": "wishes"}, "unknown"),
        ({"value": float("nan")}, "number"),
        ({"value": 1e300}, "number"),
        ({"period": dt.date(2999, 1, 1)}, "future"),
        ({"period": dt.date(199, 1, 1)}, "past"),
        ({"grade": "guessed"}, "grade"),
        ({"grade": "judged", "judged_by": " "}, "judge"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(goals, org, told, code):
    said = {"measure": "asked", "period": goals.today, "value": 1.0} | told
    with pytest.raises(RefusedError) as refused:
        services.enter(goals.by, org.volcan, Figure(**said))
    assert refused.value.code == code


def test_a_period_entered_again_is_corrected_and_its_kpis_are_queued(goals, org):
    goals.enter(org.volcan, 0, asked=1)
    before = Job.objects.filter(kind="objectives.reckon").count()
    goals.enter(org.volcan, 0, asked=2)
    assert table(org, org.volcan, "asked")["asked"].to_list() == [2]
    assert Job.objects.filter(kind="objectives.reckon").count() == before + 1


def test_a_measure_of_ones_own_is_counted_below_and_its_name_is_taken_once(goals, org):
    told = {"measured_in": "rooms", "words": "Rooms sold", "is_additive": True}
    services.add_measure(goals.by, org.volcan, name="rooms_sold", **told)
    goals.enter(org.lyon, 0, rooms_sold=12)
    assert table(org, org.volcan, "rooms_sold")["rooms_sold"].to_list() == [12]
    assert "rooms_sold" not in counted(org.orage.path)
    by = org.actor("owner", "group")
    for unit, name in ((org.lyon, "rooms_sold"), (org.group, "rooms_sold"), (org.orage, "asked")):
        with pytest.raises(RefusedError, match="already"):
            services.add_measure(by, unit, name=name, **told)
    for name in ("Rooms", "1st", "a b", "period", "min", ""):
        with pytest.raises(RefusedError):
            services.add_measure(by, org.orage, name=name, **told)
    with pytest.raises(RefusedError, match="it stays"):
        services.remove_measure(goals.by, services.entries.Measure.objects.get())
