"""Workers that are killed at any moment, and what must have become of each job in the end."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time

_SET_UP = """
import datetime as dt, json, sys, threading, time
from parvis.hub.serving.setting_up import set_up
set_up()
from django.db import connection, transaction
from parvis.hub.work import services
from parvis.hub.work.handlers import handles
from parvis.hub.work.models import Job

@handles("test.kills", lease=dt.timedelta(seconds=1), attempts=10_000)
def does(told):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects (n) VALUES (%s)", [told["n"]])
    time.sleep(0.01)
"""
_QUEUE = """
from parvis.hub.serving.prepare import prepare
prepare()
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE IF EXISTS effects")
    cursor.execute("CREATE TABLE effects (n integer)")
Job.objects.filter(kind="test.kills").delete()
with transaction.atomic():
    for n in range(int(sys.argv[1])):
        services.queue("test.kills", key=str(n), n=n)
"""
_WORK = """
from parvis.hub.work.worker import Worker
print("working", flush=True)
Worker(threading.Event()).run()
"""
WAIT = """
end = time.monotonic() + 600
while Job.objects.filter(kind=sys.argv[1]).exclude(state="done").exists():
    if time.monotonic() > end:
        break
    time.sleep(0.2)
"""
_TELL = """
with connection.cursor() as cursor:
    cursor.execute("SELECT n, COUNT(*) FROM effects GROUP BY n")
    effects = dict(cursor.fetchall())
jobs = Job.objects.filter(kind="test.kills")
told = {
    "often": sum(times != 1 for times in effects.values()),
    "effects": len(effects),
    "done": jobs.filter(state="done").count(),
    "open": jobs.exclude(state="done").count(),
    "again": jobs.filter(attempts__gt=1).count(),
}
print(json.dumps(told))
"""


def begun(home, program, *arguments):
    return subprocess.Popen(
        (sys.executable, "-c", _SET_UP + program, *arguments),
        env={**os.environ, "PARVIS_HOME": str(home), "DJANGO_SETTINGS_MODULE": ""},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def said(home, program, *arguments):
    out, err = (process := begun(home, program, *arguments)).communicate(timeout=600)
    assert process.returncode == 0, err
    return out


def kill_often(home, *, kills, jobs, at_once=2, longest=0.5):
    """Queue jobs, kill workers again and again, let two end the rest, and tell what became of all.

    Arguments:
        home: of a hub of its own.
        kills: of workers.
        jobs: to be done.
        at_once: workers at the same time.
        longest: seconds that one works before it is killed.
    """
    dice = random.Random(2010)  # noqa: S311
    said(home, _QUEUE, str(jobs))
    for _ in range(kills // at_once):
        workers = [begun(home, _WORK) for _ in range(at_once)]
        for worker in workers:
            assert worker.stdout.readline() == "working\n", worker.stderr.read()
        for worker in workers:
            time.sleep(dice.uniform(0, longest) / at_once)
            worker.kill()
            worker.communicate()
    return ended(home, [begun(home, _WORK) for _ in range(at_once)], _TELL, "test.kills")


def ended(home, workers, tell, kind):
    """What a program tells of jobs of a kind once workers that nobody kills have done the rest."""
    try:
        return json.loads(said(home, WAIT + tell, kind))
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()
