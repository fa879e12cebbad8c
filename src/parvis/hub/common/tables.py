"""What every table of the hub has."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Made(models.Model):
    """A row that knows when it was made."""

    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
