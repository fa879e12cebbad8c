from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Objective(Made):
    """What a unit wants to reach.

    Arguments:
        why: someone would want to talk with us.
        waiver: the reason for more than seven KPIs; empty where there are no more.
        active_since: when it became live; None for a draft.
        central: objective of a unit above that it was adapted from; None where it was stated here.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        CLOSED = "closed", _("Closed")

    class Family(models.TextChoices):
        SALES = "sales", _("Sales")
        LOYALTY = "loyalty", _("Loyalty")
        CARE = "care", _("Customer care")
        AWARENESS = "awareness", _("Awareness")
        CO_CREATION = "co-creation", _("Co-creation")
        RECRUITMENT = "recruitment", _("Recruitment")

    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="objectives"
    )
    statement = models.CharField(_("What is to be reached"), max_length=300)
    family = models.CharField(_("Family"), max_length=12, choices=Family.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("Owner"),
    )  # fmt: skip
    why = models.TextField(_("Why would someone want to talk with us?"), max_length=2_000)
    begins_on = models.DateField(_("Begins on"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    waiver = models.TextField(_("Why more than seven KPIs?"), max_length=2_000, blank=True)
    active_since = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    central = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="adapted"
    )

    class Meta:
        ordering = ("unit__path", "pk")
        verbose_name = _("objective")
        constraints = (
            models.UniqueConstraint(
                fields=["central", "unit"], name="objectives_adapted_once",
                condition=~models.Q(state="closed"),
            ),
        )  # fmt: skip

    @override
    def __str__(self) -> str:
        return self.statement


class Kpi(Made):
    """What tells whether an objective is met.

    Arguments:
        key: of the default KPI of the family that it was taken from; its name is told in the
            reader's language. Empty for one's own.
        formula: over measures, as `parvis.measure.expressions` reads it.
        baseline, since: where it stood, and on which day.
        target, due: where it is to be, and by which day.
        counter: what gets worse when it is reached by the wrong way: a key, or words.
        central: KPI of the central objective that it was adapted from, or that was made from it.
        proposed_at: when it was proposed to the central objective; None where it waits for nobody.
    """

    class Level(models.TextChoices):
        OUTPUT = "output", _("Output: what we did")
        OUT_TAKE = "out-take", _("Out-take: what people took from it")
        OUTCOME = "outcome", _("Outcome: what people did")
        IMPACT = "impact", _("Impact: what changed for us")

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="kpis")
    key = models.CharField(max_length=64, blank=True)
    name = models.CharField(_("Name"), max_length=120)
    formula = models.CharField(_("Formula"), max_length=500)
    measured_in = models.CharField(_("Unit"), max_length=40)
    level = models.CharField(_("What it tells of"), max_length=8, choices=Level.choices)
    counter = models.CharField(_("Counter-metric"), max_length=120, blank=True)
    source = models.CharField(_("Source of its measures"), max_length=200, blank=True)
    baseline = models.FloatField(_("Baseline"), null=True, blank=True)
    since = models.DateField(_("Day of the baseline"), null=True, blank=True)
    target = models.FloatField(_("Target"), null=True, blank=True)
    due = models.DateField(_("Due by"), null=True, blank=True)
    central = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("KPI")

    @override
    def __str__(self) -> str:
        return self.name
