"""What is to be known of the work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils import timezone

from parvis.hub.work.models import Job

LATE = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Load:
    """How the work goes.

    Arguments:
        waiting, held, failed: jobs in each state.
        late: jobs due two minutes ago that nobody is at.
        since: when the oldest of those was due; None where nothing is late.
    """

    waiting: int
    held: int
    failed: int
    late: int
    since: dt.datetime | None


def load() -> Load:
    """Return how the work goes, in two queries."""
    counts = dict(Job.objects.exclude(state="done").values_list("state").annotate(n=Count("id")))
    late = Job.objects.filter(state="waiting", due_at__lt=timezone.now() - LATE)
    told = late.aggregate(n=Count("id"), since=Min("due_at"))
    return Load(
        waiting=counts.get("waiting", 0),
        held=counts.get("held", 0),
        failed=counts.get("failed", 0),
        late=told["n"],
        since=told["since"],
    )


def open_jobs() -> list[Job]:
    """Return the first hundred jobs that are not done, those given up first."""
    return list(Job.objects.exclude(state="done").order_by("state", "due_at")[:100])


def given_up(kind: str, **told: object) -> Job | None:
    """Return the job of a kind that was told this and was given up; None where none was."""
    asked = {f"told__{name}": value for name, value in told.items()}
    return Job.objects.filter(kind=kind, state="failed", **asked).order_by("-pk").first()
