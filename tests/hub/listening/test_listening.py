"""Perimeters and sources: checked when they are written, active only for an objective."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from parvis.hub.audit.models import Line
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.listening import planning, selectors, services
from parvis.hub.listening.checking import example, settings_of, text_of
from parvis.hub.listening.days import days_of
from parvis.hub.listening.models import Doing, Ear, Perimeter, Source
from parvis.hub.listening.telling import Teller
from parvis.hub.listening.words import KINDS
from parvis.hub.objectives import services as objectives
from parvis.live.states import State, States
from parvis.sources.connectors import CONNECTORS
from parvis.store import create_lake

FEED = 'url = "https://example.org/rss"\n'


@pytest.fixture
def by(org):
    return org.actor("analyst", "volcan")


@pytest.fixture
def objective(org, by):
    today = timezone.localdate()
    made = objectives.state_objective(
        by, org.volcan, statement="More questions are solved at once", family="care", why="Help",
        owner=by.person, begins_on=today,
    )  # fmt: skip
    days = {"since": today - dt.timedelta(90), "due": today + dt.timedelta(275)}
    objectives.add_kpi(
        by, made, name="Questions solved by the first answer", formula="solved_at_once / asked",
        measured_in="%", level="outcome", baseline=60.0, target=80.0, **days,
    )  # fmt: skip
    objectives.activate(by, made)
    return made


@pytest.fixture
def perimeter(org, by):
    return services.add_perimeter(by, org.volcan, name="Volcan", query="volcan OR #volcan")


@pytest.fixture
def source(org, by):
    return services.add_source(by, org.volcan, name="Paper", kind="feed", settings=FEED)


def task(tmp_path):
    return planning.task(tmp_path / "lake", tmp_path)


def test_nothing_is_listened_to_without_an_objective(perimeter, source, by, tmp_path):
    for thing in (perimeter, source):
        with pytest.raises(RefusedError) as told:
            services.activate(by, thing, None)
        assert told.value.code == "no_objective"
    assert task(tmp_path).plan is None
    assert not Ear.objects.exists()


def test_what_is_active_is_planned_and_each_change_is_another_version(
    perimeter, source, by, objective, tmp_path
):
    versions = [planning.version()]
    for act in (
        lambda: services.activate(by, perimeter, objective),
        lambda: services.activate(by, source, objective),
        lambda: services.change_perimeter(by, perimeter, name="Volcan", query="volcan"),
        lambda: services.change_source(by, source, name="Paper", settings=FEED + "every = 60.0"),
    ):
        act()
        versions.append(planning.version())
    assert versions == [0, 1, 2, 3, 4]
    plan = task(tmp_path).plan
    assert [one.name for one in plan.heard] == [source.key]
    assert plan.heard[0].settings.every == 60
    assert [(one.name, one.query) for one in plan.brand] == [(perimeter.key, "volcan")]
    assert plan.perimeters[0].id == "hub"
    services.retire(by, source)
    assert task(tmp_path).plan is None
    assert planning.version() == 5


def test_another_name_changes_nothing_that_is_listened_to(perimeter, by, objective):
    services.activate(by, perimeter, objective)
    services.change_perimeter(by, perimeter, name="Le volcan", query="volcan OR #volcan")
    perimeter.refresh_from_db()
    assert (perimeter.name, perimeter.version, planning.version()) == ("Le volcan", 1, 1)


def test_every_version_of_a_query_is_kept(perimeter, by):
    services.change_perimeter(by, perimeter, name="Volcan", query="volcan")
    kept = perimeter.wordings.values_list("number", "query")
    assert list(kept) == [(2, "volcan"), (1, "volcan OR #volcan")]


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("feed", "", "settings"),
        ("feed", 'url = "x"\nunheard = 1', "settings"),
        ("feed", "url = ", "settings"),
        ("feed", 'url = "x"\nname = "y"', "settings"),
        ("telepathy", "", "kind"),
        ("files", 'path = "/etc"', "settings"),
        ("files", 'path = "a/../../b"', "settings"),
        ("webhook", 'hook = "a"\ninbox = "/tmp"', "settings"),
    ],
)
def test_settings_that_no_connector_takes_are_refused(kind, text, code):
    with pytest.raises(RefusedError) as told:
        settings_of(kind, text)
    assert told.value.code == code


def test_a_query_that_cannot_be_understood_is_refused_with_the_place(org, by):
    with pytest.raises(RefusedError, match=r"\^") as told:
        services.add_perimeter(by, org.volcan, name="Volcan", query="volcan AND (")
    assert told.value.field == "query"


@pytest.mark.parametrize(
    ("kind", "text"),
    [("files", 'path = "market"'), ("mastodon", 'server = "m.example"\nhashtag = "x"\nkey = "m"')],
)
def test_what_touches_the_machine_is_for_owners(org, by, kind, text):
    with pytest.raises(ForbiddenError):
        services.add_source(by, org.volcan, name="It", kind=kind, settings=text)
    owner = org.actor("owner", "group")
    source = services.add_source(owner, org.group, name="It", kind=kind, settings=text)
    with pytest.raises(ForbiddenError):
        services.change_source(by, source, name="It", settings=FEED)


def test_settings_are_read_as_they_were_written():
    for kind in CONNECTORS:
        assert example(kind)
    said = settings_of("feed", FEED + "every = 60.0\nhistory = true\n")
    assert settings_of("feed", text_of(said)) == said


def test_every_kind_of_source_has_its_words():
    assert KINDS.keys() == CONNECTORS.keys()


def test_a_source_that_its_connector_takes_no_more_stops_no_other(
    perimeter, source, org, by, objective, tmp_path
):
    other = services.add_source(by, org.volcan, name="Old", kind="feed", settings=FEED)
    for thing in (perimeter, source, other):
        services.activate(by, thing, objective)
    Source.objects.filter(pk=other.pk).update(settings={"adress": "x"})
    found = task(tmp_path)
    assert [one.name for one in found.plan.heard] == [source.key]
    assert list(found.faults) == [other.key]


def test_each_count_is_told_once_and_goes_on_over_runs(source, org):
    def told(teller, new):
        state = State(name=source.key, kind="feed", every=60, began=timezone.now(), new=new)
        teller.tell(States({source.key: state}), version=7)
        return Doing.objects.get(source=source).new

    first, second = Teller(), Teller()
    assert [told(first, 3), told(first, 5), told(second, 2), told(second, 2)] == [3, 5, 7, 7]
    assert Ear.objects.get().heeded == 7
    assert selectors.whole(org.actor("reader", "group").rights).is_heard


def test_a_source_that_is_gone_is_not_told_of(source):
    teller = Teller()
    state = State(name="s999999", kind="feed", every=60, began=timezone.now())
    teller.tell(States({"s999999": state}), version=1)
    assert not Doing.objects.exists()


def test_what_is_done_stands_in_the_trail(perimeter, by, objective):
    services.activate(by, perimeter, objective)
    services.retire(by, perimeter)
    acts = list(
        Line.objects.filter(about=f"perimeter:{perimeter.pk}").values_list("act", flat=True)
    )
    assert acts == [f"listening.perimeter.{verb}" for verb in ("retired", "activated", "added")]


def test_through_its_pages_a_source_is_added_and_activated(org, perimeter, objective, client):
    client = org.client("analyst", "volcan")
    kinds = client.get(reverse("choose_kind", args=[org.volcan.pk]))
    assert reverse("add_source", args=[org.volcan.pk, "feed"]) in kinds.content.decode()
    add = reverse("add_source", args=[org.volcan.pk, "feed"])
    assert "url = " in client.get(add).content.decode()
    wrong = client.post(add, {"name": "Paper", "settings": "url = 1"})
    assert wrong.status_code == 200
    done = client.post(add, {"name": "Paper", "settings": FEED})
    source = Source.objects.get()
    assert done.url == reverse("activate_source", args=[source.pk])
    refused = client.post(done.url, {"objective": ""})
    assert "serves no objective" in refused.content.decode()
    client.post(done.url, {"objective": objective.pk})
    source.refresh_from_db()
    assert source.is_active
    for page in ("listening", "listening_now"):
        assert "Paper" in client.get(reverse(page)).content.decode()
    assert "Volcan" in client.get(reverse("perimeter", args=[perimeter.pk])).content.decode()
    why = client.get(reverse("why_source", args=[source.pk])).content.decode()
    assert objective.statement in why
    client.post(reverse("retire_source", args=[source.pk]))
    assert Source.objects.get().retired_at is not None


def test_a_perimeter_is_added_and_edited_through_its_pages(org, objective):
    client = org.client("analyst", "volcan")
    add = reverse("add_perimeter", args=[org.volcan.pk])
    assert "Expected here" in client.post(add, {"name": "V", "query": "a AND ("}).content.decode()
    client.post(add, {"name": "V", "query": "volcan"})
    made = Perimeter.objects.get()
    client.post(reverse("activate_perimeter", args=[made.pk]), {"objective": objective.pk})
    client.post(reverse("change_perimeter", args=[made.pk]), {"name": "V", "query": "volcans"})
    made.refresh_from_db()
    assert (made.version, made.is_active) == (2, True)
    client.post(reverse("retire_perimeter", args=[made.pk]))
    made.refresh_from_db()
    assert not made.is_active


def test_a_stranger_and_a_sibling_see_nothing_of_it(org, perimeter, source):
    assert settings.LAKE
    for role, code in (("stranger", "volcan"), ("manager", "orage")):
        client = org.client(role, code)
        assert client.get(reverse("perimeter", args=[perimeter.pk])).status_code == 404
        assert client.post(reverse("retire_source", args=[source.pk])).status_code == 404
    sibling = org.client("manager", "orage").get(reverse("listening")).content.decode()
    assert "Paper" not in sibling
    assert org.client("agent", "volcan").post(
        reverse("retire_source", args=[source.pk])
    ).status_code == 403  # fmt: skip


def test_a_perimeter_says_whether_it_is_about_us(org, by, perimeter):
    client = org.client("analyst", "volcan")
    assert perimeter.is_ours
    page = reverse("change_perimeter", args=[perimeter.pk])
    assert "checked" in client.get(page).content.decode()
    client.post(page, {"name": "Orage", "query": "orage"})
    perimeter.refresh_from_db()
    assert not perimeter.is_ours
    services.change_perimeter(by, perimeter, name="Orage", query="orage OR #orage")
    perimeter.refresh_from_db()
    assert not perimeter.is_ours


def test_a_source_shows_what_it_gave_each_day(org, source, settings, tmp_path):
    settings.LAKE = tmp_path / "lake"
    client, page = org.client("reader", "volcan"), reverse("source_days", args=[source.pk])
    assert "Nothing has come" in client.get(page).content.decode()
    caches["figures"].clear()
    now = timezone.now()
    posts = pl.DataFrame({"id": ["x:1", "x:2"], "text": "Allô", "published_at": now,
                          "via": source.key, "is_backfill": [False, True]})  # fmt: skip
    with create_lake(settings.LAKE).writing("a test") as writer:
        writer.append("mentions", posts)
        writer.append("mentions", posts.with_columns(id=pl.format("{}0", "id"), via=pl.lit("s0")))
    (today,) = days_of(source)
    assert (today["received"], today["backfilled"], today["rejected"]) == (1, 1, 0)
    assert "<table>" in client.get(page).content.decode()
