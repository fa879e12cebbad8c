from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made
from parvis.hub.objectives.models.goals import Kpi


class Grade(models.TextChoices):
    """How a figure was come by, from the surest on (row 6 of the capabilities)."""

    MEASURED = "measured", _("measured")
    ESTIMATED = "estimated", _("estimated")
    JUDGED = "judged", _("judged")


class Reading(models.Model):
    """Where a KPI stood after a period.

    Arguments:
        period: its last day.
        value, low, high: of the formula over the last periods, with its 95 % interval; None where
            they cannot be known.
        required: what a steady way to the target asks for on that day.
        since: the period from which on the status has been what it is.
        grade, judged_by: of the least sure entry that is in it, and who judged.
        is_last: whether it is the newest of its KPI.
    """

    class Status(models.TextChoices):
        ON_TRACK = "on track", _("On track")
        BEHIND = "behind", _("Behind")
        CANNOT_TELL = "cannot tell", _("Cannot be told")

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="readings")
    period = models.DateField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    required = models.FloatField()
    status = models.CharField(max_length=12, choices=Status.choices)
    since = models.DateField()
    grade = models.CharField(max_length=10, choices=Grade.choices)
    judged_by = models.CharField(max_length=300, blank=True)
    is_last = models.BooleanField(default=False)

    class Meta:
        ordering = ("-period",)
        constraints = (
            models.UniqueConstraint(fields=["kpi", "period"], name="objectives_reading_once"),
            models.UniqueConstraint(
                fields=["kpi"], name="objectives_reading_last", condition=models.Q(is_last=True)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kpi_id} {self.period}"


class Measure(Made):
    """Something a unit counts that is not among those of the library; units under it may too.

    Arguments:
        is_additive: whether the figure of a unit is the sum of those of the units under it.
    """

    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Name in formulas"), max_length=64)
    measured_in = models.CharField(_("Unit"), max_length=40)
    words = models.CharField(_("What is counted"), max_length=200)
    is_additive = models.BooleanField(_("Units under this one add up"), default=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["unit", "name"], name="objectives_measure_once"),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Entry(Made):
    """What was counted of a measure in a period at a unit.

    Arguments:
        measure: its name.
        period: its last day.
        judged_by: who judged, where it was.
    """

    unit = models.ForeignKey("organisation.Unit", on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(_("Measure"), max_length=64)
    period = models.DateField(_("Last day of the period"))
    value = models.FloatField(_("Value"))
    grade = models.CharField(
        _("How it was come by"), max_length=10, choices=Grade.choices, default=Grade.MEASURED
    )
    judged_by = models.CharField(_("Who judged"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-period", "measure")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "measure", "period"], name="objectives_entry_once"
            ),
        )
        indexes = (models.Index(fields=["measure", "unit"], name="objectives_entry_measure"),)

    @override
    def __str__(self) -> str:
        return f"{self.measure} {self.period}"
