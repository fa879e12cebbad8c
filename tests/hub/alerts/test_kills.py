"""Workers that are killed while they look at alerts: each fires once, and is told of once."""

from __future__ import annotations

import random
import time

import pytest

from tests.hub.work.killing import begun, ended, said

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # its processes ask for it

ALERTS, MOMENTS, KILLS = 3, 4, 2
_PREPARE = """
from parvis.hub.serving.prepare import prepare
prepare()
from django.utils import timezone
from parvis.hub.alerts import services as alerts
from parvis.hub.common.asking import Actor
from parvis.hub.listening.models import Perimeter
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import rights_of
from parvis.hub.organisation.services.roles import given
from parvis.hub.people.models import Person
from tests.hub.heard import Said, hear
root, now = Unit.objects.get(parent=None), timezone.now()
person = Person.objects.create_user("a@example.org", None, name="A")
given(None, person, root, "owner")
by = Actor(person, rights_of(person.pk))
ours = Perimeter.objects.create(unit=root, name="Volcan", query="volcan")
hear([Said(f"x:{n}", "Volcan", now, (ours,)) for n in range(5)])
alerts.add_hook(by, root, name="Desk", url="https://desk.example/in")
for number in range(int(sys.argv[1])):
    made = alerts.add_alert(by, ours, name=f"{number}", figure="mentions", condition="above",
                            level=3, hours=24)
    for minutes in range(1, int(sys.argv[2]) + 1):
        until = (now + dt.timedelta(minutes=minutes)).isoformat()
        services.queue("alerts.look", key=f"{number}@{minutes}", alert=made.pk, until=until)
"""
_WORK = """
from parvis.hub.work.handlers import EVERY, KINDS
EVERY.clear()
for kind in set(KINDS) - {"alerts.look"}:
    del KINDS[kind]
KINDS["alerts.look"] = KINDS["alerts.look"].__class__(
    KINDS["alerts.look"].does, dt.timedelta(seconds=2), 10_000, True)
from parvis.hub.work.worker import Worker
print("working", flush=True)
Worker(threading.Event()).run()
"""
_TELL = """
from parvis.hub.alerts.models import Delivery, Firing, Notice
looks = Job.objects.filter(kind="alerts.look")
print(json.dumps({
    "firings": Firing.objects.count(), "alerts": Firing.objects.values("alert").distinct().count(),
    "notices": Notice.objects.count(), "deliveries": Delivery.objects.count(),
    "open": looks.exclude(state="done").count(), "again": looks.filter(attempts__gt=1).count(),
}))
"""


def test_an_alert_fires_once_however_often_workers_are_killed(tmp_path):
    dice = random.Random(2010)  # noqa: S311
    said(tmp_path, _PREPARE, str(ALERTS), str(MOMENTS))
    for _ in range(KILLS):
        worker = begun(tmp_path, _WORK)
        assert worker.stdout.readline() == "working\n", worker.stderr.read()
        time.sleep(dice.uniform(0.1, 1.5))
        worker.kill()
        worker.communicate()
    told = ended(tmp_path, [begun(tmp_path, _WORK)], _TELL, "alerts.look")
    assert told["open"] == 0
    assert told["again"] > 0, "no worker was killed in the middle of a look"
    assert (told["firings"], told["alerts"]) == (ALERTS, ALERTS)
    assert (told["notices"], told["deliveries"]) == (ALERTS, ALERTS)
