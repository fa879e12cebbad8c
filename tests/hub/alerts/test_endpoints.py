"""Alerts, webhooks and reports by their API."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from parvis.hub.alerts.models import Alert, Hook, Report
from parvis.hub.common.acts import Act
from tests.hub.asking import by_key, send

LOUD = {"name": "Loud", "condition": "above", "level": 10, "hours": 1}


def test_an_alert_is_added_once_looked_at_muted_changed_and_removed(square):
    client = by_key(square.org, "analyst", acts=[Act.LISTEN])
    url = f"/perimeters/{square.ours.pk}/alerts"
    made, again = (send(client, "post", url, LOUD, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (made.status_code, again["Idempotent-Replayed"]) == (201, "true")
    one = f"/alerts/{Alert.objects.get().pk}"
    square.say(12)
    square.look(Alert.objects.get())
    told = send(client, "get", one).json()
    assert told["is_standing"]
    assert told["now"] == {"value": 12.0, "unit": "mentions", "class": "measured",
                           "interval": None, "judged_by": ""}  # fmt: skip
    fired = send(client, "get", f"{one}/firings").json()
    assert [each["figure"]["value"] for each in fired] == [12]
    until = (timezone.now() + dt.timedelta(hours=1)).isoformat()
    assert send(client, "post", f"{one}/mute", {"until": until}).json()["muted_until"]
    assert send(client, "post", f"{one}/mute", {"until": "2026-01-01T00:00:00"}).status_code == 422
    assert send(client, "post", f"{one}/unmute").json()["muted_until"] is None
    changed = send(client, "patch", one, {"level": 30}).json()
    assert (changed["level"], changed["is_standing"]) == (30, False)
    assert len(send(client, "get", "/alerts").json()["items"]) == 1
    assert send(client, "delete", one).status_code == 204
    assert not Alert.objects.exists()


def test_a_key_that_only_reads_sets_no_alert(square):
    client = by_key(square.org, "analyst", acts=[])
    assert send(client, "post", f"/perimeters/{square.ours.pk}/alerts", LOUD).status_code == 403


def test_people_and_kpis_of_elsewhere_cannot_be_named(square):
    client = by_key(square.org, "analyst", acts=[Act.LISTEN])
    stranger = square.org.person("reader", "orage")
    url = f"/perimeters/{square.ours.pk}/alerts"
    for told, field in (({"recipient_ids": [stranger.pk]}, "recipient_ids"),
                        ({"figure": "kpi", "kpi_id": 1}, "kpi_id")):  # fmt: skip
        answer = send(client, "post", url, LOUD | told)
        assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_a_webhook_tells_its_secret_once(square):
    client = by_key(square.org, "manager", acts=[Act.MANAGE, Act.LISTEN])
    url = f"/units/{square.org.volcan.pk}/webhooks"
    told = {"name": "Desk", "url": "https://desk.example/in", "perimeter_id": square.ours.pk}
    made = send(client, "post", url, told).json()
    assert made["secret"].startswith("whsec_")
    hook = Hook.objects.get()
    assert "secret" not in send(client, "get", f"/webhooks/{hook.pk}").json()
    assert made["secret"] not in send(client, "get", url).content.decode()
    renewed = send(client, "post", f"/webhooks/{hook.pk}/secret").json()
    assert renewed["secret"] != made["secret"]
    assert send(client, "post", f"/webhooks/{hook.pk}/test").json()["state"] == "waiting"
    log = send(client, "get", f"/webhooks/{hook.pk}/deliveries").json()
    assert [one["kind"] for one in log] == ["test"]
    private = send(client, "post", url, told | {"url": "http://127.0.0.1/"})
    assert (private.status_code, private.json()["field"]) == (422, "url")
    assert send(client, "delete", f"/webhooks/{hook.pk}").status_code == 204


def test_a_report_is_planned_and_removed(square):
    client = by_key(square.org, "analyst", acts=[Act.LISTEN])
    told = {"name": "Week", "filters": "tonality=negative&since=2026-01-01"}
    made = send(client, "post", f"/perimeters/{square.ours.pk}/reports", told).json()
    assert made["filters"] == "tonality=negative"
    assert dt.datetime.fromisoformat(made["next_at"]) > timezone.now()
    assert len(send(client, "get", "/reports").json()) == 1
    reader = square.org.person("reader", "volcan")
    changed = {"every": "month", "recipient_ids": [reader.pk]}
    other = send(client, "patch", f"/reports/{made['id']}", changed).json()
    assert (other["name"], other["every"], other["filters"]) == ("Week", "month", made["filters"])
    assert list(Report.objects.get().people.all()) == [reader]
    assert send(client, "delete", f"/reports/{made['id']}").status_code == 204
    assert not Report.objects.exists()
