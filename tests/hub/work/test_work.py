"""Work that must happen: done once, whatever ends the worker, and later each time it fails."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from parvis.hub.work import selectors, services
from parvis.hub.work.handlers import EVERY, KINDS, Kind
from parvis.hub.work.models import Job, Schedule
from parvis.hub.work.worker import Worker

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def done(monkeypatch):
    said: list[int] = []

    def does(told):
        if told.get("fails"):
            raise ValueError("no")
        said.append(told["n"])

    monkeypatch.setitem(KINDS, "test", Kind(does, MINUTE, 3))
    return said


def worker() -> Worker:
    import threading

    return Worker(threading.Event())


def test_a_job_is_done_once_and_not_before_it_is_due(done):
    services.queue("test", n=1)
    services.queue("test", n=2, due_at=timezone.now() + MINUTE)
    one = worker()
    assert [one.step() for _ in range(3)] == [True, False, False]
    assert done == [1]


def test_what_was_rolled_back_was_never_queued(done):
    def act():
        with transaction.atomic():
            services.queue("test", n=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not worker().step()


def test_two_jobs_of_one_key_are_one(done):
    services.queue("test", key="same", n=1)
    services.queue("test", key="same", n=2)
    one = worker()
    while one.step():
        pass
    assert done == [1]


def test_one_job_takes_the_place_of_those_that_wait(done):
    services.queue("test", n=1)
    services.queue("test", n=2)
    services.queue_instead("test", n=3)
    one = worker()
    while one.step():
        pass
    assert done == [3]


def test_a_job_of_a_silent_worker_is_anothers_after_its_lease(done):
    services.queue("test", n=1)
    lost = services.take("gone")
    assert services.reap() == 0
    Job.objects.update(lease_until=timezone.now() - MINUTE)
    assert services.reap() == 1
    assert worker().step()
    with pytest.raises(services.LostLeaseError):
        services.do(lost)
    assert done == [1]


def test_a_job_that_fails_comes_again_later_and_is_given_up_at_last(done):
    services.queue("test", n=1, fails=True)
    one = worker()
    waits = []
    while one.step():
        job = Job.objects.get()
        waits.append(job.due_at - timezone.now())
        Job.objects.filter(state="waiting").update(due_at=timezone.now())
    assert len(waits) == 3
    assert waits == sorted(waits)
    job = Job.objects.get()
    assert (job.state, job.fault) == ("failed", "ValueError: no")
    services.again(job.pk)
    assert Job.objects.get().state == "waiting"


def test_a_worker_that_falls_silent_in_each_attempt_is_not_tried_for_ever(done):
    services.queue("test", n=1)
    for _ in range(3):
        services.take("gone")
        Job.objects.update(lease_until=timezone.now() - MINUTE)
        services.reap()
    assert Job.objects.get().state == "failed"
    assert done == []


def test_what_comes_again_is_queued_once_a_beat(done, monkeypatch):
    monkeypatch.setitem(EVERY, "test", MINUTE)
    services.beat()
    services.beat()
    assert Job.objects.filter(kind="test").count() == 1
    Schedule.objects.update(next_at=timezone.now() - MINUTE)
    services.beat()
    services.beat()
    assert Job.objects.filter(kind="test").count() == 2


def test_late_work_is_seen(done):
    services.queue("test", n=1, due_at=timezone.now() - 10 * MINUTE)
    load = selectors.load()
    assert (load.late, load.waiting) == (1, 1)
    assert load.since is not None
