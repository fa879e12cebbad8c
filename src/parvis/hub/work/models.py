from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Job(Made):
    """Something to be done once, at a time or after it.

    Arguments:
        kind: which handler does it.
        told: what the handler is given, as JSON.
        due_at: not before.
        key: jobs of one kind and key are one job; empty where each counts.
        lease_until: until when a worker may be at it; after that the reaper gives it to another.
        holder: the worker that is at it.
        fault: of the last attempt.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        HELD = "held", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("given up")

    kind = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["due_at"], name="work_job_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(
                fields=["lease_until"], name="work_job_held", condition=models.Q(state="held")
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "key"], name="work_job_once", condition=~models.Q(key="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.key or self.pk}"


class Schedule(models.Model):
    """When a kind of work that comes again was last queued.

    Arguments:
        name: of the beat, as `handlers.EVERY` has it.
        next_at: when it is queued again.
    """

    name = models.CharField(max_length=64, primary_key=True)
    next_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.name
