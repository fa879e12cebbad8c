from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.alerts.models.alerts import Firing
from parvis.hub.common.tables import Made


class Hook(Made):
    """An address that is told of something (webhook).

    Arguments:
        unit: whose alerts, and those of units under it, it is told of.
        by: with whose rights.
        perimeter: whose new mentions it is told of instead.
        secret: that signs, sealed; `before` signs too until `before_until`.
        upto: version of the lake before which all was put into deliveries.
        stopped_at: when it was given up; what waits is sent once it is taken up again.
    """

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=120)
    url = models.URLField(_("Address"), max_length=500)
    perimeter = models.ForeignKey(
        "listening.Perimeter", null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("New mentions of"),
    )  # fmt: skip
    secret = models.TextField()
    before = models.TextField(blank=True)
    before_until = models.DateTimeField(null=True)
    upto = models.BigIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("unit__path", "name", "pk")
        verbose_name = _("webhook")

    @override
    def __str__(self) -> str:
        return self.name


class Delivery(Made):
    """Something that a webhook is told, as often as it takes.

    What it says is made when it is sent, so that what was erased meanwhile is not told.

    Arguments:
        ident: by which whoever receives it knows it again.
        firing: that it tells of; or `since` and `upto`, versions of the lake between which
            mentions arrived; or neither, for a test.
        tries, tried_at, status, fault: of sending it; `status` is that of the last answer.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("received")
        FAILED = "failed", _("given up")

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    ident = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    firing = models.ForeignKey(Firing, null=True, on_delete=models.CASCADE, related_name="+")
    since = models.BigIntegerField(null=True)
    upto = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["hook", "firing"], name="alerts_delivery_firing_once",
                condition=models.Q(firing__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["hook", "upto"], name="alerts_delivery_upto_once",
                condition=models.Q(upto__isnull=False),
            ),
        )  # fmt: skip

    @override
    def __str__(self) -> str:
        return str(self.ident)

    @property
    def kind(self) -> str:
        """What it tells of, as its body says."""
        if self.firing_id is not None:
            return "alert.fired"
        return "test" if self.upto is None else "mentions.arrived"
