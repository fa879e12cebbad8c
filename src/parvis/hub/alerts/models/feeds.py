from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Feed(Made):
    """A secret address at which a feed reader finds what fired.

    Arguments:
        person: whose it is, and with whose rights it is read.
        unit: whose alerts it holds, and those of units under it; None for those they follow.
        mark: SHA-256 of the secret, which is kept nowhere.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(
        "organisation.Unit", null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("Unit"),
    )  # fmt: skip
    mark = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    @override
    def __str__(self) -> str:
        return str(self.unit or _("The alerts that I follow"))
