from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made
from parvis.hub.listening.models.heard import Source


class Import(Made):
    """A file that somebody gave: looked at, perhaps corrected, and then taken into the lake.

    Arguments:
        name: of the file, as it was given.
        folder: in which it lies, for as long as it is needed.
        wish: what was said of it, as `parvis.sources.rows.Wish`.
        turn: goes up with each wish, so that what an older one gave is not shown for it.
        told: what was seen in it (`importing.looking`).
        came: what became of its rows, once they are in the lake; None before.
        source: as which it is kept; None until it is taken.
    """

    class State(models.TextChoices):
        LOOKING = "looking", _("being read")
        SHOWN = "shown", _("to be confirmed")
        FAULTY = "faulty", _("cannot be read as it is")
        TAKING = "taking", _("being taken into the lake")
        DONE = "done", _("in the lake")

    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    folder = models.CharField(max_length=32, unique=True)
    wish = models.JSONField(default=dict)
    turn = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LOOKING)
    told = models.JSONField(default=dict)
    came = models.JSONField(null=True, default=None)
    done_at = models.DateTimeField(null=True, blank=True)
    source = models.OneToOneField(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="imported"
    )

    class Meta:
        ordering = ("-made_at", "-pk")

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> int:
        """Rows that are in the lake by it."""
        return int(self.came["new"] + self.came["edits"]) if self.came else 0
