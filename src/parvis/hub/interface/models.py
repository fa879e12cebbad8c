from __future__ import annotations

from django.conf import settings
from django.db import models
from typing_extensions import override

from parvis.hub.common.tables import Made


class Answer(Made):
    """What was answered to a request that said a key of its own, so that it may be sent again.

    Arguments:
        key: the header `Idempotency-Key`.
        asked: SHA-256 of method, address and body.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "key"], name="interface_answer_once"),
        )

    @override
    def __str__(self) -> str:
        return self.key
