from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.acts import ROLE_WORDS
from parvis.hub.common.tables import Made

ROLES = list(ROLE_WORDS.items())
INVITED_FOR = dt.timedelta(days=7)
KEPT_FOR = dt.timedelta(days=1)


class Unit(Made):
    """A part of the organisation: the hub, a brand, a country, a hotel.

    Arguments:
        path: ids of its ancestors and its own, as `/1/4/`; what begins with it is under it.
        code: the organisation's own, by which files name it.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("Group")
        BRAND = "brand", _("Brand")
        COUNTRY = "country", _("Country")
        SITE = "site", _("Site")
        SERVICE = "service", _("Service")

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.BRAND)
    code = models.CharField(_("Code"), max_length=64, unique=True)
    country = models.CharField(_("Country"), max_length=2, blank=True)
    path = models.CharField(max_length=255, unique=True, editable=False)

    class Meta:
        ordering = ("path",)
        verbose_name = _("unit")

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many units are above it."""
        return self.path.count("/") - 2


class Grant(Made):
    """A role that a person holds at a unit, and so at all under it."""

    class Origin(models.TextChoices):
        HERE = "here", _("given here")
        SIGN_ON = "sign-on", _("from single sign-on")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("Role"), max_length=12, choices=ROLES)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.HERE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "unit", "role", "origin"], name="organisation_grant_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.person}: {self.role}, {self.unit}"


def _expiry() -> dt.datetime:
    return timezone.now() + INVITED_FOR


class Invitation(Made):
    """A link by which somebody comes in, once.

    Arguments:
        mark: SHA-256 of what the link ends with; the link itself is kept nowhere.
        email: whom it is for; empty for the first owner, who is whoever has the link.
    """

    email = models.EmailField(_("Email address"), blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("Role"), max_length=12, choices=ROLES)
    mark = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(default=_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    @override
    def __str__(self) -> str:
        return f"{self.email}: {self.role}, {self.unit}"

    @property
    def is_open(self) -> bool:
        """Whether its link still lets in."""
        return self.accepted_at is None and timezone.now() < self.expires_at


class ApiKey(Made):
    """A key of the API.

    Arguments:
        person: for whom it acts.
        unit: below which alone it works.
        acts: that it may do, of those that the person may.
        mark: SHA-256 of its text, which is kept nowhere.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys"
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    acts = models.JSONField(default=list)
    mark = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("name", "id")

    @override
    def __str__(self) -> str:
        return self.name


class Upload(Made):
    """A file of units that was shown and not yet imported; forgotten after a day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    text = models.TextField()

    @override
    def __str__(self) -> str:
        return self.name


class GroupRole(Made):
    """The role that a group of single sign-on gives at a unit."""

    group = models.CharField(_("Group"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("Role"), max_length=12, choices=ROLES)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "unit", "role"], name="organisation_group_role_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.group}: {self.role}, {self.unit}"
