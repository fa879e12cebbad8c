"""Whoever clicks does not wait for a long job, though SQLite lets one write at a time."""

from __future__ import annotations

import json

from tests.hub.work.killing import begun, said

KPIS = 120
PERIODS = 60
_MAKE = f"""
from django.utils import timezone
from parvis.hub.objectives.models import Entry, Kpi, Objective
from parvis.hub.organisation.models import Unit
from parvis.hub.people.models import Person
from parvis.hub.serving.prepare import prepare
prepare()
Objective.objects.all().delete()
Job.objects.all().delete()
unit, today, day = Unit.objects.get(parent=None), timezone.localdate(), dt.timedelta(1)
owner, _ = Person.objects.get_or_create(email="waits@example.org", defaults={{"name": "Waits"}})
objective = Objective.objects.create(
    unit=unit, statement="Solved", family="care", why="Help", owner=owner, begins_on=today
)
Kpi.objects.bulk_create(
    Kpi(
        objective=objective, name=f"Solved {{n}}", formula="solved_at_once / asked",
        measured_in="%", level="outcome", baseline=10.0, target=90.0,
        since=today - 400 * day, due=today + 100 * day,
    )
    for n in range({KPIS})
)
Entry.objects.bulk_create(
    Entry(unit=unit, measure=measure, period=today - n * day, value=value)
    for n in range({PERIODS}) for measure, value in (("asked", 100.0), ("solved_at_once", 60.0))
)
services.queue("objectives.reckon")
"""
_WORK = """
from parvis.hub.work.worker import Worker
Worker(threading.Event()).step()
"""
_CLICK = """
from parvis.hub.people.models import Person
waits, end = [], time.monotonic() + 240
print("clicking", flush=True)
while Job.objects.filter(kind="objectives.reckon").exclude(state="done").exists():
    assert time.monotonic() < end
    begun = time.monotonic()
    with transaction.atomic():
        Person.objects.filter(email="waits@example.org").update(name=f"Waits {begun}")
    if Job.objects.filter(state="held").exists():
        waits.append(time.monotonic() - begun)
    time.sleep(0.02)
print(json.dumps(waits))
"""


def test_whoever_writes_waits_less_than_a_second_for_a_long_job(tmp_path):
    said(tmp_path, _MAKE)
    person = begun(tmp_path, _CLICK)
    assert person.stdout.readline() == "clicking\n", person.stderr.read()
    said(tmp_path, _WORK)
    waits = json.loads(person.communicate(timeout=60)[0])
    assert len(waits) > 5, "the job was no long one"
    assert max(waits) < 1
