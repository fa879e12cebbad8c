"""An alert fires once, and again only after it has gone back."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from parvis.hub.alerts import looking, services
from parvis.hub.alerts.models import Alert, Firing, Notice
from parvis.hub.alerts.windows import Window
from parvis.hub.common.errors import ForbiddenError, RefusedError
from parvis.hub.listening.models import Perimeter
from parvis.hub.work.models import Job
from tests.hub.alerts.conftest import HOUR

PARIS = ZoneInfo("Europe/Paris")


def test_it_fires_once_and_again_only_after_it_went_back(square):
    alert = square.alert(level=10)
    square.say(12)
    for _ in range(3):
        square.look(alert, 0.1)
    assert Firing.objects.count() == 1
    assert alert.is_standing
    square.look(alert, 2)  # nothing was said in the last hour
    assert not alert.is_standing
    assert Firing.objects.get().ended_at == square.now
    square.say(12)
    square.look(alert, 0.1)
    assert Firing.objects.count() == 2


def test_what_swings_about_the_level_is_told_of_once(square):
    alert = square.alert(level=10)
    square.say(11, 0.2)
    square.look(alert)
    square.now += 0.9 * HOUR
    square.say(10, 0.1)  # not above any more, and not clearly below
    square.look(alert)
    assert alert.value == 10
    square.say(2, 0.05)
    square.look(alert, 0.01)
    assert (alert.value, Firing.objects.count()) == (12, 1)


def test_the_same_moment_is_looked_at_once_however_often_it_is_asked(square):
    alert = square.alert()
    square.say(12)
    square.look(alert)
    services.change_alert(square.org.actor("analyst", "volcan"), alert, name="Another name")
    Alert.objects.update(is_standing=False)  # as if somebody had lost what was written
    Firing.objects.update(ended_at=square.now)
    square.look(alert)
    square.look(alert, -0.1)
    assert Firing.objects.count() == 1


def test_looks_are_queued_once_for_each_moment(square):
    square.alert(hours=1)
    square.alert(hours=24)
    now = timezone.now() + dt.timedelta(minutes=1)
    assert looking.plan(now) == 2
    assert looking.plan(now) == 0
    Alert.objects.update(look_at=now)
    looking.plan(now)
    assert Job.objects.filter(kind="alerts.look").count() == 2


def test_a_firing_remembers_the_figure_and_leads_to_the_mentions(square):
    square.say(12)
    square.look(square.alert())
    fired = Firing.objects.get()
    assert (fired.value, fired.unit, fired.grade, fired.low) == (12, "mentions", "measured", None)
    page = square.org.client("reader", "volcan").get(fired.behind)
    assert page.status_code == 200
    assert "<b>12</b>" in page.content.decode()


@pytest.mark.parametrize(
    ("condition", "level", "before", "now", "fires"),
    [
        ("below", 5, 9, 3, True),
        ("below", 5, 9, 5, False),
        ("rise", 50, 20, 31, True),
        ("rise", 50, 20, 30, False),
        ("rise", 50, 1, 9, False),  # too few to tell anything
        ("rise", 50, 0, 10, True),
        ("fall", 50, 20, 9, True),
        ("fall", 50, 20, 10, False),
    ],
)
def test_conditions(square, condition, level, before, now, fires):
    square.say(1, 200)
    if before:
        square.say(before, 1.5)
    square.say(now, 0.5)
    square.look(square.alert(condition=condition, level=level))
    assert Firing.objects.exists() == fires


def test_silence_fires_where_it_is_listened_for_and_ends_with_a_word(square):
    square.say(1, 30)
    alert = square.look(square.alert(condition="absence", hours=24))
    assert alert.is_standing
    square.say(1, 0.1)
    assert not square.look(alert, 0.1).is_standing
    Perimeter.objects.update(active_since=None)
    assert square.look(alert, 48).fault
    assert Firing.objects.count() == 1


def test_silence_is_told_of_an_objective_as_long_as_it_lives(square, goals):
    objective = goals.live(square.org.volcan)
    Perimeter.objects.update(objective=objective)
    square.say(1, 30)
    told = {"thing": objective, "condition": "absence", "hours": 24}
    assert square.look(square.alert(**told)).is_standing
    type(objective).objects.update(state="closed")
    closed = square.look(square.alert(**told))
    assert closed.fault
    assert not closed.is_standing


def test_a_share_that_is_estimated_fires_only_beyond_its_whole_interval(square):
    square.say(2, text="Volcan est nul, je déteste, quelle honte")
    told = {"figure": "tonality", "tonality": "negative", "hours": 2, "level": 60}
    alert = square.look(square.alert(**told))
    assert alert.value > 60 > alert.low
    assert not alert.is_standing
    low = square.look(square.alert(**told | {"level": alert.low - 1}))
    fired = Firing.objects.get(alert=low)
    assert fired.grade == "estimated"
    assert fired.low < fired.value <= fired.high
    assert "tonality=negative" in fired.behind


def test_nothing_is_told_where_nothing_can_be_known(square):
    alert = square.look(square.alert(figure="tonality", tonality="negative", condition="above"))
    assert alert.fault
    assert not alert.is_standing
    assert square.look(square.alert(condition="rise", level=10)).fault


def test_the_value_of_a_kpi_is_watched(square, goals):
    objective = goals.live(square.org.volcan)
    kpi = objective.kpis.get()
    goals.enter(square.org.volcan, 2, asked=1000, solved_at_once=400)
    goals.reckon()
    alert = square.alert(thing=objective, figure="kpi", kpi=kpi, condition="below", level=55)
    assert square.look(alert).is_standing
    fired = Firing.objects.get()
    assert fired.unit == "%"
    assert str(objective.pk) in fired.behind


def test_what_is_usual_is_that_of_the_hour_of_the_clock_across_a_change_of_it():
    end = dt.datetime(2026, 11, 2, 8, tzinfo=PARIS).astimezone(dt.UTC)
    span = Window(end - HOUR, end)
    for weeks in (1, 2):  # the clocks went back on 25 October
        local = span.weeks_ago(weeks, PARIS).until.astimezone(PARIS)
        assert (local.hour, local.weekday()) == (8, 0)
    assert end - span.weeks_ago(2, PARIS).until == dt.timedelta(weeks=2, hours=1)


def test_an_hour_that_comes_twice_fires_once(square):
    square.now = dt.datetime(2026, 10, 24, 23, 50, tzinfo=dt.UTC)  # 1:50 in Paris
    alert = square.alert(level=3, hours=2)
    assert alert.zone == "Europe/Paris"
    square.say(5, 0.1)
    for _ in range(10):  # from 1:50 over 2:50, again 2:50
        square.look(alert, 0.15)
    assert Firing.objects.count() == 1


def test_a_rise_against_what_is_usual_knows_the_hour_of_the_week(square):
    for week in range(1, 6):
        square.say(10, 7 * 24 * week + 0.5)
        square.say(40, 7 * 24 * week + 3.5)
    square.say(25, 0.5)
    alert = square.look(square.alert(condition="rise", against="usual", level=100))
    assert alert.base == pytest.approx(10)
    assert alert.is_standing


def test_while_muted_it_is_remembered_and_nobody_is_told(square):
    by = square.org.actor("analyst", "volcan")
    alert = square.alert()
    services.mute(by, alert, until=square.now + 3 * HOUR)
    square.say(12)
    square.look(alert)
    assert Firing.objects.get().is_muted
    assert not Notice.objects.exists()
    services.unmute(by, alert)
    square.look(alert, 0.1)
    assert not Notice.objects.exists()
    square.look(alert, 3)
    square.say(12)
    square.look(alert, 0.1)
    assert Notice.objects.count() == 1
    with pytest.raises(RefusedError):
        services.mute(by, alert, until=timezone.now() - HOUR)


def test_who_may_not_see_the_unit_when_it_fires_is_left_out(square):
    reader = square.org.person("reader", "volcan")
    alert = square.alert(recipients=[reader])
    reader.grants.all().delete()
    square.say(12)
    square.look(alert)
    assert [one.person.name for one in Notice.objects.all()] == ["analyst volcan"]
    with pytest.raises(RefusedError):
        square.alert(recipients=[square.org.person("reader", "orage")])


def test_what_compares_with_another_unit_is_told_to_those_who_may_see_both(square):
    other = Perimeter.objects.create(unit=square.org.orage, name="Orage", query="orage")
    by = square.org.actor("analyst", "group")
    told = {"name": "Voice", "figure": "voice", "condition": "above", "level": 10}
    reader = square.org.person("reader", "volcan")
    alert = services.add_alert(
        by, square.ours, **told, filters=f"beside={other.pk}", recipients=[reader]
    )
    square.say(200)
    square.look(alert)
    assert {one.person for one in Notice.objects.all()} == {by.person}
    client = square.org.client("reader", "volcan")
    assert client.get(f"/alerts/{alert.pk}/").status_code == 404
    assert "Voice" not in client.get("/alerts/").content.decode()


def test_it_stops_when_whoever_made_it_may_not_see_it_any_more(square):
    alert = square.alert()
    square.org.person("analyst", "volcan").grants.all().delete()
    square.say(12)
    assert square.look(alert).fault
    assert not Firing.objects.exists()


def test_a_reader_follows_and_changes_nothing(square):
    alert = square.alert()
    by = square.org.actor("reader", "volcan")
    services.follow(by, alert, pace="daily")
    services.follow(by, alert, pace="hourly")
    assert alert.recipients.get(person=by.person).pace == "hourly"
    with pytest.raises(ForbiddenError):
        services.change_alert(by, alert, level=3)
    services.leave(by, alert)
    assert not alert.recipients.filter(person=by.person).exists()


def test_the_menu_counts_what_is_new_until_it_is_read(square):
    square.say(12)
    alert = square.look(square.alert())
    client = square.org.client("analyst", "volcan")
    assert 'class="waiting">1<' in client.get("/alerts/").content.decode()
    assert client.get(f"/alerts/{alert.pk}/").status_code == 200
    assert 'class="waiting"' not in client.get("/alerts/").content.decode()
    square.look(square.alert())
    client.post("/alerts/read/")
    assert not Notice.objects.filter(read_at=None).exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"hours": 0}, "hours"),
        ({"condition": "rise", "level": 0}, "level"),
        ({"figure": "tonality"}, "tonality"),
        ({"figure": "voice"}, "figure"),
        ({"figure": "kpi"}, "kpi"),
        ({"about": "p0"}, "about"),
        ({"figure": "tonality", "tonality": "negative", "condition": "absence"}, "condition"),
    ],
)
def test_a_rule_by_which_nothing_could_fire_is_refused(square, told, field):
    with pytest.raises(RefusedError) as refused:
        square.alert(**told)
    assert refused.value.field == field


def test_there_is_no_limit_on_alerts(square):
    for number in range(60):
        square.alert(name=f"Alert {number}")
    assert Alert.objects.count() == 60


@pytest.mark.parametrize("path", ["alerts", "reports"])
def test_the_form_says_which_filters_hold(square, path):
    page = square.org.client("analyst", "volcan").get(
        f"/perimeters/{square.ours.pk}/{path}/add/?medium=review&q=panne&since=2026-01-01"
    )
    assert "(review, “panne”)" in page.content.decode()
