"""Pages of objectives: who sees them, what they say, what they cost."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.hub.objectives import services, traces
from parvis.hub.objectives.models import Entry, Kpi, Objective
from parvis.hub.objectives.selectors import asked_of_nobody, board, silent, visible
from parvis.measure.objectives import families


def test_the_families_are_those_of_the_library():
    assert set(Objective.Family.values) == set(families())


def ids(goals, org) -> dict[str, int]:
    live = goals.live()
    goals.enter(org.volcan, 0, solved_at_once=7, asked=10)
    told = {"name": "rooms", "measured_in": "rooms", "words": "Rooms", "is_additive": True}
    measure = services.add_measure(goals.by, org.volcan, **told)
    return {
        "objective": live.pk, "kpi": live.kpis.get().pk, "unit": org.volcan.pk,
        "entry": Entry.objects.first().pk, "measure": measure.pk,
    }  # fmt: skip


PAGES = [
    ("objective", "objective"), ("change_objective", "objective"), ("pick_kpis", "objective"),
    ("set_targets", "objective"), ("add_kpi", "objective"), ("kpi_told", "objective"),
    ("change_kpi", "kpi"), ("unit_objectives", "unit"), ("add_objective", "unit"),
    ("entries", "unit"), ("measures", "unit"),
]  # fmt: skip
POSTS = [
    ("activate_objective", "objective"), ("close_objective", "objective"), ("remove_kpi", "kpi"),
    ("remove_entry", "entry"), ("remove_measure", "measure"),
]  # fmt: skip


def test_another_unit_is_told_that_there_is_nothing(goals, org):
    held = ids(goals, org)
    for client in (org.client("owner", "orage"), org.client("manager", "lyon")):
        for view, kind in PAGES + POSTS:
            address = reverse(view, args=[held[kind]])
            answer = client.post(address) if (view, kind) in POSTS else client.get(address)
            assert answer.status_code == 404, view
    assert Objective.objects.get().state == "live"


def test_whoever_reads_changes_nothing_and_whoever_decides_comes_to_each_page(goals, org):
    held = ids(goals, org)
    reader, analyst = org.client("reader", "volcan"), org.client("analyst", "volcan")
    open_to_all = {"objective", "unit_objectives"}
    for view, kind in PAGES:
        address = reverse(view, args=[held[kind]])
        wanted = 200 if view in open_to_all else 403
        assert reader.get(address).status_code == wanted, view
        assert analyst.get(address).status_code in {200, 302}, view
    for view, kind in POSTS:
        assert reader.post(reverse(view, args=[held[kind]])).status_code == 403, view


def test_an_objective_is_stated_step_by_step_and_refused_until_it_is_whole(goals, org):
    client = org.client("analyst", "volcan")
    said = {"statement": "Sell more rooms", "family": "sales", "why": "Rooms at a good price"}
    said |= {"owner": goals.by.person.pk, "begins_on": goals.today.isoformat()}
    answer = client.post(reverse("add_objective", args=[org.volcan.pk]), said)
    made = Objective.objects.get()
    assert answer.url == reverse("pick_kpis", args=[made.pk])
    refused = client.post(reverse("activate_objective", args=[made.pk]), follow=True)
    assert "It has no KPI" in refused.text
    answer = client.post(answer.url, {"keys": ["conversion"]})
    kpi = Kpi.objects.get()
    days = {"since": goals.today.isoformat(), "due": "2099-01-01", "baseline": "2", "target": "4"}
    client.post(answer.url, {f"{kpi.pk}-{name}": value for name, value in days.items()})
    done = client.post(reverse("activate_objective", args=[made.pk]), follow=True)
    assert "It is live" in done.text
    assert "Nothing is counted for it yet" in done.text


def test_the_page_shows_value_class_interval_formula_and_counter_metric(goals, org):
    live = goals.live()
    kpi = live.kpis.get()
    services.change_kpi(goals.by, kpi, counter="reopened", key="solved_at_once")
    for weeks in range(4):
        goals.enter(org.volcan, weeks, solved_at_once=70 + weeks, asked=100)
    goals.reckon()
    text = org.client("reader", "volcan").get(reverse("objective", args=[live.pk])).text
    for part in ("72%", "measured", "95% interval", "solved_at_once / asked", "asked again",
                 "<polyline", "On track since"):  # fmt: skip
        assert part in text, part
    assert "style=" not in text


def test_a_file_of_readings_keeps_how_each_figure_was_come_by(goals, org):
    live = goals.live()
    services.change(goals.by, live, statement="=1+1 is not run")
    judged = services.Figure(
        measure="solved_at_once", period=goals.today, value=70, grade="judged", judged_by="Lea"
    )
    services.enter(goals.by, org.volcan, judged)
    goals.enter(org.volcan, 0, asked=100)
    for weeks in range(1, 4):
        goals.enter(org.volcan, weeks, solved_at_once=70 + weeks, asked=100)
    goals.reckon()
    answer = org.client("reader", "volcan").get(reverse("readings_file", args=[live.pk]))
    first, *_between, row = csv.DictReader(io.StringIO(answer.text))
    assert (first["class"], first["judged_by"]) == ("measured", "")
    assert (row["unit"], row["class"], row["judged_by"]) == ("%", "judged", "Lea")
    assert float(row["low"]) < float(row["value"]) < float(row["high"])
    assert row["objective"] == "'=1+1 is not run"


def test_it_is_told_in_french(goals, org):
    live = goals.live()
    for weeks in range(4):
        goals.enter(org.volcan, weeks, solved_at_once=50, asked=100)
    services.change_kpi(goals.by, live.kpis.get(), key="solved_at_once")
    goals.reckon()
    person = org.person("reader", "volcan")
    person.language = "fr"
    person.save()
    text = org.client("reader", "volcan").get(reverse("objective", args=[live.pk])).text
    for part in ("Questions réglées dès la première réponse", "En retard depuis", "50\u202f%"):
        assert part in text, part


def test_pages_cost_the_same_queries_however_many_objectives_there_are(goals, org):
    client = org.client("owner", "group")
    goals.live()
    addresses = [
        reverse("home"), reverse("objectives"), reverse("unit_objectives", args=[org.lyon.pk]),
    ]  # fmt: skip

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as held:
                assert client.get(address).status_code == 200
            found.append(len(held))
        return found

    costs()
    before = costs()
    for _ in range(7):
        goals.live()
    goals.enter(org.volcan, 0, solved_at_once=7, asked=10)
    goals.reckon()
    assert costs() == before
    rights = org.actor("owner", "group").rights
    with CaptureQueriesContext(connection) as held:
        assert len([one.sentence for one in board(visible(rights))]) == 8
    assert len(held) == 3


def test_what_is_counted_for_nobody_and_kpis_without_a_figure_are_told(goals, org):
    live = goals.live()
    goals.enter(org.volcan, 0, asked=3, orders=5)
    rights = org.actor("reader", "group").rights
    assert [name for name, _day in asked_of_nobody(rights)] == ["orders"]
    assert silent(rights) == [live.kpis.get()]
    goals.enter(org.volcan, 0, solved_at_once=1)
    goals.reckon()
    assert silent(rights) == []
    assert silent(org.actor("reader", "orage").rights) == []


def test_a_formula_is_told_of_while_it_is_written(goals, org):
    client, draft = org.client("analyst", "volcan"), goals.draft()
    address = reverse("kpi_told", args=[draft.pk])
    said = {"name": "Ventes du mois", "formula": "asked / hours", "measured_in": "%"}
    text = client.get(address, said).text
    assert "impact" in text
    assert "no such measure" in text


@pytest.mark.parametrize("state", ["", "live", "draft", "closed", "x'"])
def test_lists_stand_empty_with_words(org, state):
    text = org.client("analyst", "volcan").get(reverse("objectives"), {"state": state}).text
    assert "No objective here" in text


def test_coverage_is_whole_where_nothing_is_active(org):
    held = traces.coverage(org.actor("owner", "group").rights)
    assert all(one.share == 100 for one in held)
    assert org.client("reader", "volcan").get(reverse("coverage")).status_code == 200


@pytest.mark.parametrize("way", ["left", "role"])
def test_an_objective_whose_owner_left_says_so_wherever_it_stands(goals, org, way):
    live = goals.live()
    client, owner = org.client("manager", "group"), live.owner
    pages = [
        reverse("objective", args=[live.pk]), reverse("unit_objectives", args=[org.volcan.pk]),
        reverse("unit", args=[org.volcan.pk]), reverse("home"),
    ]  # fmt: skip
    flags = ["no more. Give it another owner", "its owner left", "1 without an owner", "left."]
    assert not [
        flag for page, flag in zip(pages, flags, strict=True) if flag in client.get(page).text
    ]
    if way == "left":
        type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    else:
        owner.grants.all().delete()
    for page, flag in zip(pages, flags, strict=True):
        assert flag in client.get(page).text, page
    other = org.person("reader", "volcan")
    services.change(org.actor("manager", "group"), live, owner=other)
    assert flags[0] not in client.get(pages[0]).text
