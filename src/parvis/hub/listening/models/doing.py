from __future__ import annotations

from django.db import models
from typing_extensions import override

from parvis.hub.listening.models.heard import Source


class Doing(models.Model):
    """How a source does, as the listener last told.

    Arguments:
        standing: as `parvis.live.states` has it.
        new, edits, repeats, unmatched, rejected, removed: mentions since it was activated.
        per_hour: mentions that came, as of the last minutes.
        fault: why it gives nothing, if it does not; silent: why it is thought to have a gap.
    """

    source = models.OneToOneField(
        Source, primary_key=True, on_delete=models.CASCADE, related_name="doing"
    )
    told_at = models.DateTimeField()
    standing = models.CharField(max_length=12, blank=True)
    new = models.BigIntegerField(default=0)
    edits = models.BigIntegerField(default=0)
    repeats = models.BigIntegerField(default=0)
    unmatched = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    removed = models.BigIntegerField(default=0)
    per_hour = models.FloatField(null=True)
    last_success = models.DateTimeField(null=True)
    last_mention = models.DateTimeField(null=True)
    next_visit = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    silent = models.TextField(blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.source_id} {self.standing}"


class Ear(models.Model):
    """The listener itself: one row.

    Arguments:
        version: goes up with whatever changes what is to be listened to.
        heeded: the version that the listener goes by.
        told_at: when it last told that it is there.
        fault: what keeps it from listening; empty where nothing does.
        doing: beside listening, in words.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.BigIntegerField(default=0)
    heeded = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    doing = models.TextField(blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.heeded}/{self.version}"
