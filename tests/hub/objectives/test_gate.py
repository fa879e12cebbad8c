"""The gate: nothing becomes active that rests on no objective by which it could be judged."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.hub.audit.models import Line
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.objectives import services
from parvis.hub.objectives.models import Kpi, Objective
from parvis.hub.objectives.public import gate


def refusal(objective: Objective | None, at: str = "") -> str:
    with pytest.raises(RefusedError) as told:
        gate(objective, at=at)
    return told.value.code


def test_nothing_passes_without_an_objective():
    assert refusal(None) == "no_objective"


def test_a_draft_and_a_closed_one_let_nothing_pass(goals):
    draft = goals.draft()
    assert refusal(draft) == "draft"
    live = goals.live()
    services.close(goals.by, live)
    assert refusal(live) == "closed"


@pytest.mark.parametrize(
    "field", ["formula", "measured_in", "level", "baseline", "since", "target", "due"]
)
def test_each_part_of_a_kpi_is_asked_for(goals, field):
    objective = goals.live()
    empty = "" if field in {"formula", "measured_in", "level"} else None
    Kpi.objects.filter(objective=objective).update(**{field: empty})
    assert refusal(objective) == "incomplete"
    Objective.objects.filter(pk=objective.pk).update(state="draft")
    with pytest.raises(RefusedError, match="lacks") as told:
        services.activate(goals.by, Objective.objects.get(pk=objective.pk))
    assert told.value.code == "incomplete"


def test_an_objective_without_a_kpi_is_not_activated(goals):
    draft = goals.draft()
    with pytest.raises(RefusedError, match="no KPI") as told:
        services.activate(goals.by, draft)
    assert told.value.code == "no_kpi"
    assert Objective.objects.get(pk=draft.pk).state == "draft"


def test_an_eighth_kpi_asks_for_a_reason_in_writing(goals):
    draft = goals.draft()
    for at in range(8):
        goals.kpi(draft, name=f"Questions solved, {at}")
    with pytest.raises(RefusedError, match="8 KPIs") as told:
        services.activate(goals.by, draft)
    assert told.value.code == "too_many"
    services.change(goals.by, draft, waiver="Each country asks for its own.")
    assert any("Each country" in doubt for doubt in services.activate(goals.by, draft))
    with pytest.raises(RefusedError, match="8 KPIs"):
        services.change(goals.by, draft, waiver=" ")


def test_outputs_alone_pass_with_a_warning_in_words(goals):
    draft = goals.draft()
    goals.kpi(draft, name="Answered in time", formula="answered_in_time / asked", level="output")
    (doubt,) = services.activate(goals.by, draft)
    assert "none what came of it" in doubt
    assert gate(draft) == [doubt]
    goals.kpi(draft)
    assert gate(draft) == []


def test_an_objective_serves_its_unit_and_those_under_it(goals, org):
    live = goals.live()
    assert gate(live, at=org.lyon.path) == []
    assert refusal(live, at=org.orage.path) == "elsewhere"
    assert refusal(live, at=org.group.path) == "elsewhere"


def test_what_was_due_already_can_be_served_no_more(goals):
    live = goals.live()
    Kpi.objects.update(due=goals.today - dt.timedelta(1))
    assert refusal(live) == "past"


def test_a_live_objective_keeps_its_last_kpi(goals):
    live = goals.live()
    kpi = live.kpis.get()
    with pytest.raises(RefusedError, match="no KPI"):
        services.remove_kpi(goals.by, kpi)
    assert live.kpis.count() == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"formula": "solved_at_once / answers"}, "formula"),
        ({"formula": "solved_at_once /"}, "formula"),
        ({"formula": "asked + care_hours"}, "units"),
        ({"measured_in": "EUR"}, "unlike"),
        ({"measured_in": "EUR//"}, "unit"),
        ({"target": 60.0}, "target"),
        ({"due": dt.date(2020, 1, 1)}, "due"),
        ({"name": "Zeal", "level": ""}, "level"),
    ],
)
def test_a_kpi_that_cannot_be_is_refused_beside_its_field(goals, told, code):
    draft = goals.draft()
    with pytest.raises(RefusedError) as refused:
        goals.kpi(draft, **told)
    assert refused.value.code == code
    assert refused.value.field in {"formula", "measured_in", "target", "due", "level"}
    assert not draft.kpis.exists()


def test_a_level_is_read_from_the_words_of_the_name(goals):
    kpi = goals.kpi(goals.draft(), name="Nombre de réclamations réglées", level="")
    assert kpi.level == "outcome"


def test_kpis_of_the_family_are_taken_once(goals):
    draft = goals.draft()
    services.pick(goals.by, draft, ["reopened", "satisfaction", "no such"])
    services.pick(goals.by, draft, ["reopened"])
    assert sorted(draft.kpis.values_list("key", flat=True)) == ["reopened", "satisfaction"]
    with pytest.raises(RefusedError, match="taken from its family"):
        services.change(goals.by, draft, family="sales")


def test_only_who_decides_at_a_unit_states_its_objectives_and_the_owner_works_there(goals, org):
    for role, code in (("agent", "volcan"), ("analyst", "orage"), ("manager", "lyon")):
        with pytest.raises(ForbiddenError):
            goals.draft(by=org.actor(role, code))
    with pytest.raises(RefusedError, match="holds no role") as told:
        goals.draft(owner=org.person("manager", "orage"))
    assert told.value.field == "owner"


def test_what_was_before_a_change_stays_in_the_trail(goals):
    kpi = goals.live().kpis.get()
    services.change_kpi(goals.by, kpi, target=75.0)
    line = Line.objects.filter(act="objectives.kpi.changed").latest("seq")
    assert line.told["changed"] == {"target": ["80.0", "75.0"]}
