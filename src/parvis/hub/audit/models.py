from __future__ import annotations

from django.conf import settings
from django.db import models
from typing_extensions import override


class Line(models.Model):
    """An act that was done.

    Arguments:
        seq: 1, 2, 3, … without a gap.
        act: a room's verb, as `organisation.unit.made`.
        actor: None where Parvis itself did it.
        path: of the unit; empty where it is of none.
        about: kind and id of what it was done to, as `unit:4`.
        told: what a reader wants to know of it; never a text of the public, nor a secret.
        previous, mark: SHA-256 of the line before and of this one.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=64)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False
    )
    path = models.CharField(max_length=255, blank=True, db_index=True)
    about = models.CharField(max_length=96, blank=True, db_index=True)
    told = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ("-seq",)

    @override
    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.about}"


class Head(models.Model):
    """The last line: one row, locked while a line is added, so that the chain does not fork."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    mark = models.CharField(max_length=64)

    @override
    def __str__(self) -> str:
        return f"{self.seq} {self.mark[:12]}"
