from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Viewed(Made):
    """Something that comes again over a view: a scope with its filters.

    Arguments:
        unit: that of the perimeter or objective, by which rights are asked.
        by: with whose rights it is looked.
        perimeter, objective: one of both.
        filters: of the view, as they stand in its address, without its days.
        zone: of its days and hours.
    """

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=120)
    perimeter = models.ForeignKey(
        "listening.Perimeter", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    objective = models.ForeignKey(
        "objectives.Objective", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    filters = models.TextField(blank=True)
    zone = models.CharField(max_length=64, default="UTC")

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return self.name
