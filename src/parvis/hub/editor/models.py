from __future__ import annotations

from django.conf import settings
from django.db import models
from typing_extensions import override

from parvis.hub.common.tables import Made


class Judgement(Made):
    """What somebody said of a mention that a perimeter finds: whether it belongs there.

    Arguments:
        mention: its id in the lake.
        said_on: the day of it, by which the lake finds it.
        version: of the perimeter, by which it was found.
    """

    perimeter = models.ForeignKey(
        "listening.Perimeter", on_delete=models.CASCADE, related_name="judgements"
    )
    mention = models.CharField(max_length=1_000)
    said_on = models.DateField()
    version = models.PositiveIntegerField()
    is_relevant = models.BooleanField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["perimeter", "mention", "by"], name="editor_judgement_once"
            ),
        )  # fmt: skip

    @override
    def __str__(self) -> str:
        return f"{self.perimeter_id} {self.mention}: {self.is_relevant}"
