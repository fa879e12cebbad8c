from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made

ASKED_AGAIN = dt.timedelta(days=90)


class Account(Made):
    """One of our presences on a network.

    Arguments:
        primary, backup: who answers there, and who does when they are absent.
        objective: that it serves.
        why: someone would want to talk with us there.
        audience: what shows that the people whom we want to talk with are there.
        active_since: when it was activated; None for a draft.
        answered_at: when the question why was last answered.
        is_due: whether it is to be answered again.
    """

    class Network(models.TextChoices):
        BLUESKY = "bluesky", "Bluesky"
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        LINKEDIN = "linkedin", "LinkedIn"
        MASTODON = "mastodon", "Mastodon"
        REDDIT = "reddit", "Reddit"
        TIKTOK = "tiktok", "TikTok"
        X = "x", "X"
        YOUTUBE = "youtube", "YouTube"
        BLOG = "blog", _("Blog")
        FORUM = "forum", _("Forum")
        REVIEWS = "reviews", _("Review site")
        OTHER = "other", _("Other")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        RETIRED = "retired", _("Retired")

    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit")
    )
    network = models.CharField(_("Network"), max_length=16, choices=Network.choices)
    handle = models.CharField(_("Name of the account there"), max_length=120)
    url = models.URLField(_("Address"), max_length=300, blank=True)
    primary = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", verbose_name=_("Who answers there"),
    )  # fmt: skip
    backup = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", verbose_name=_("Backup"),
    )  # fmt: skip
    objective = models.ForeignKey(
        "objectives.Objective", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("Objective"),
    )  # fmt: skip
    why = models.TextField(
        _("Why would someone want to talk with us there?"), max_length=2_000, blank=True
    )
    audience = models.TextField(
        _("What shows that our audience is there?"), max_length=2_000, blank=True
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    active_since = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_due = models.BooleanField(default=False)

    class Meta:
        ordering = ("network", "handle", "pk")
        verbose_name = _("account")
        constraints = (
            models.UniqueConstraint(fields=["network", "handle"], name="accounts_account_once"),
        )
        indexes = (
            models.Index(
                fields=["answered_at"], name="accounts_to_ask", condition=models.Q(is_due=False)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.handle} ({self.get_network_display()})"


class Absence(Made):
    """Days on which a person is away, so that backups answer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first = models.DateField(_("First day"))
    last = models.DateField(_("Last day"))

    class Meta:
        ordering = ("first",)

    @override
    def __str__(self) -> str:
        return f"{self.person_id}: {self.first} {self.last}"
