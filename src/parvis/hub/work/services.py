"""Queue, take, finish, fail, reap: each one statement or one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from parvis.hub.work.handlers import EVERY, KINDS
from parvis.hub.work.models import Job, Schedule

_FIRST_WAIT: Final = dt.timedelta(seconds=5)
_LONGEST_WAIT: Final = dt.timedelta(hours=1)
_KEPT: Final = dt.timedelta(days=30)


class LostLeaseError(Exception):
    """Another worker was given the job meanwhile, so that nothing of this attempt may stand."""


def queue(kind: str, *, due_at: dt.datetime | None = None, key: str = "", **told: Any) -> None:
    """Queue a job, in the transaction of what wants it.

    Arguments:
        kind: one that a room handles.
        due_at: not before; None for now.
        key: where given, a job of this kind and key that is there already is this one.
        told: what the handler is given.
    """
    job = Job(kind=kind, key=key, due_at=due_at or timezone.now(), told=told)
    Job.objects.bulk_create([job], ignore_conflicts=bool(key))


def queue_instead(kind: str, **told: Any) -> None:
    """Queue a job in the place of all of its kind that wait, since it does what they would do."""
    Job.objects.filter(kind=kind, state="waiting").delete()
    queue(kind, **told)


def take(holder: str) -> Job | None:
    """Give a worker the job that waited longest, with a lease on it; None where nothing is due."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.filter(state="waiting", due_at__lte=now, kind__in=list(KINDS))
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.order_by("due_at", "id").first()
        if job is None:
            return None
        job.state, job.holder, job.attempts = Job.State.HELD, holder, job.attempts + 1
        job.lease_until = now + KINDS[job.kind].lease
        job.save(update_fields=["state", "holder", "attempts", "lease_until"])
    return job


def do(job: Job) -> None:
    """Do a job and mark it as done, in one transaction; what is done in parts, before that one.

    Raises:
        LostLeaseError: it is not this worker's any more; nothing of it stands, but for parts.
    """
    kind = KINDS[job.kind]
    if kind.in_parts:
        kind.does(job.told)
    with transaction.atomic():
        if not _held(job).select_for_update().exists():
            raise LostLeaseError(str(job))
        if not kind.in_parts:
            kind.does(job.told)
        done = _held(job).update(state="done", done_at=timezone.now(), lease_until=None, fault="")
        if not done:
            raise LostLeaseError(str(job))


def fail(job: Job, fault: str) -> None:
    """Put a job back, later each time, or give it up after its last attempt."""
    kind = KINDS[job.kind]
    wait = min(_FIRST_WAIT * 2 ** (job.attempts - 1), _LONGEST_WAIT)
    _held(job).update(
        state="failed" if job.attempts >= kind.attempts else "waiting",
        due_at=timezone.now() + wait,
        lease_until=None,
        fault=fault[:2_000],
    )


def reap() -> int:
    """Give back the jobs whose worker fell silent, and return how many they are."""
    gone = Job.objects.filter(state="held", lease_until__lt=timezone.now())
    spent = Q(pk__in=[])
    for name, kind in KINDS.items():
        spent |= Q(kind=name, attempts__gte=kind.attempts)
    given_up = gone.filter(spent).update(state="failed", lease_until=None, fault=_silent())
    return given_up + gone.update(state="waiting", lease_until=None, holder="")


def beat() -> None:
    """Queue what comes again and is due; however many workers ask, it is queued once."""
    now = timezone.now()
    for name, every in EVERY.items():
        with transaction.atomic():
            schedule, is_new = Schedule.objects.select_for_update().get_or_create(
                name=name, defaults={"next_at": now + every}
            )
            if not is_new and schedule.next_at > now:
                continue
            schedule.next_at = now + every
            schedule.save(update_fields=["next_at"])
            queue(name, key=f"{name}@{now:%Y-%m-%dT%H:%M:%S.%f}")


def forget() -> None:
    """Take out what was done a month ago."""
    Job.objects.filter(state="done", done_at__lt=timezone.now() - _KEPT).delete()


def again(job_id: int) -> None:
    """Try once more what was given up."""
    Job.objects.filter(pk=job_id, state="failed").update(
        state="waiting", attempts=0, due_at=timezone.now()
    )


def _held(job: Job) -> Any:
    """The row of a job while it is this worker's, in this attempt."""
    return Job.objects.filter(pk=job.pk, state="held", holder=job.holder, attempts=job.attempts)


def _silent() -> str:
    return "the worker fell silent in each attempt"
