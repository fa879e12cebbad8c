from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from typing_extensions import override

from parvis.hub.common.tables import Made
from parvis.hub.listening.models.heard import Source

LATE: Final = dt.timedelta(minutes=1)
"""After which a trial that nobody took up is told to be late."""


class Trial(Made):
    """A source that was tried, before it is added or after; forgotten after a day.

    Arguments:
        source: None where it is not added yet.
        kind, settings: of what was tried, as it was then.
        key: the name under which its credentials lie; empty where it has none.
        told: what came, as `parvis.live.trying.Tried`; None until it was tried.
    """

    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="trials"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32)
    settings = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True)
    told = models.JSONField(null=True, default=None)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_late(self) -> bool:
        """Whether the worker should have taken it up long ago."""
        return self.done_at is None and timezone.now() - self.made_at > LATE
