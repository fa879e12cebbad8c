"""The listener as a real process: it hears what is active, takes changes up, and loses nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest

from parvis.store import is_lake, open_lake

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # its processes ask for it

_SET_UP = """
import datetime as dt, json, sys, time
from parvis.hub.serving.setting_up import set_up
set_up()
from parvis.hub.common.asking import Actor
from parvis.hub.common.rights import Rights
from parvis.hub.listening import services as listening
from parvis.hub.listening.models import Doing, Ear, Perimeter, Source
for step in sys.stdin:
    exec(json.loads(step))
"""
_MAKE = """
from parvis.hub.objectives import services as objectives
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.services.roles import given
from parvis.hub.people.models import Person
from parvis.hub.serving.prepare import prepare
prepare()
Perimeter.objects.update(active_since=None)
Source.objects.update(active_since=None)
unit, today = Unit.objects.get(parent=None), dt.date.today()
person, _ = Person.objects.get_or_create(email="ear@example.org", defaults={"name": "Ear"})
given(None, person, unit, "owner")
by = Actor(person, Rights([("/", "owner")]))
objective = objectives.state_objective(
    by, unit, statement="Heard", family="care", why="Help", owner=person, begins_on=today
)
objectives.add_kpi(
    by, objective, name="Solved", formula="solved_at_once / asked", measured_in="%",
    level="outcome", baseline=60.0, target=80.0, since=today, due=today + dt.timedelta(200),
)
objectives.activate(by, objective)
perimeter = listening.add_perimeter(by, unit, name="Volcan", query="volcan")
settings = 'path = "in"\\nevery = 1.0'
source = listening.add_source(by, unit, name="In", kind="files", settings=settings)
for thing in (perimeter, source):
    listening.activate(by, thing, objective)
print("made", flush=True)
"""
_CHANGE = """
from parvis.hub.people.models import Person
by = Actor(Person.objects.get(email="ear@example.org"), Rights([("/", "owner")]))
perimeter = Perimeter.objects.get(active_since__isnull=False)
listening.change_perimeter(by, perimeter, name="Volcan", query="volcan OR orage")
print("changed", flush=True)
"""
_TELL = """
end = time.monotonic() + 600
while True:
    doing, ear = Doing.objects.get(source__active_since__isnull=False), Ear.objects.get()
    if (doing.new, ear.version) == (250, ear.heeded) or time.monotonic() > end:
        break
    time.sleep(0.2)
print(doing.new, ear.version == ear.heeded, ear.fault, flush=True)
"""


@pytest.fixture
def home(tmp_path):
    (tmp_path / "files" / "in").mkdir(parents=True)
    return tmp_path


def begun(home, *command):
    said = {"PARVIS_HOME": str(home), "DJANGO_SETTINGS_MODULE": ""}
    return subprocess.Popen(
        (sys.executable, *command), env={**os.environ, **said}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture
def hub(home):
    """A process that has the hub set up, and does in it what it is sent."""
    process = begun(home, "-c", _SET_UP)
    yield process
    process.stdin.close()
    assert process.wait(120) == 0


def does(hub, step):
    hub.stdin.write(json.dumps(step) + "\n")
    hub.stdin.flush()
    return hub.stdout.readline().split()


def put(home, name, numbers, word):
    rows = "".join(f"{n},un {word} numéro {n},2026-11-29T08:00:00Z\n" for n in numbers)
    hidden = home / "files" / "in" / f".{name}"
    hidden.write_text("id,text,created_at\n" + rows, encoding="utf-8")
    os.utime(hidden, (time.time() - 10, time.time() - 10))
    hidden.rename(home / "files" / "in" / name)


def held(home):
    lake = home / "lake"
    return open_lake(lake).mentions().collect().height if is_lake(lake) else 0


def until(is_so):
    end = time.monotonic() + 600  # on a machine that has yet to compile what listening needs
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


def marks(home):
    return set(open_lake(home / "lake").read("marks").collect()["mention"].to_list())


def test_a_change_is_taken_up_and_nothing_is_lost(home, hub):
    assert does(hub, _MAKE) == ["made"]
    put(home, "a.csv", range(100), "volcan")
    process = begun(home, "-m", "parvis.hub.serving.listener")
    try:
        until(lambda: held(home) == 100)
        put(home, "b.csv", range(100, 150), "orage")
        assert does(hub, _CHANGE) == ["changed"]
        put(home, "c.csv", range(150, 250), "orage")
        until(lambda: held(home) == 250)
        until(lambda: len(marks(home)) == 250)
        assert does(hub, _TELL) == ["250", "True"]
        process.terminate()
        assert process.wait(120) == 0
    finally:
        process.kill()
        process.communicate()
    assert does(hub, _TELL) == ["250", "True"]
