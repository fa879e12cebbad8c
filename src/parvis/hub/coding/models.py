from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Codebook(Made):
    """What people are asked of each mention.

    Arguments:
        criteria: as `books.Asked` has them, in the order in which they are asked.
    """

    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit")
    )
    name = models.CharField(_("Name"), max_length=120)
    criteria: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        ordering = ("unit__path", "name", "pk")
        verbose_name = _("codebook")

    @override
    def __str__(self) -> str:
        return self.name


class Sample(Made):
    """Mentions drawn by lot, and what people were asked of them.

    Arguments:
        unit: of the perimeter or the objective whose mentions they are.
        codebook: from which it was made; what it asked then is in `criteria`.
        perimeters: the key of each to its version, as they were when it was drawn.
        address, zone, since, until: the filters of the view, and its days in that zone.
        how: they were drawn, as `parvis.codebook.sample` has it.
        population: how many mentions there were to draw from.
        arrival: of the newest of them: what came later could not be drawn.
        stopped_at: when the coders were done, or had to end; from then on they see one another's.
        settled_at: when its codes began to put shares right.
        usable: names of the criteria whose codes do, since their coders agreed enough.
    """

    class How(models.TextChoices):
        RANDOM = "random", _("each mention as likely as another")
        STRATIFIED = "stratified", _("as many of each perimeter")
        INFORMATIVE = "informative", _("the likelier, the less the machine is sure")

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="samples")
    criteria: models.JSONField[Any, Any] = models.JSONField()
    perimeter = models.ForeignKey(
        "listening.Perimeter", null=True, on_delete=models.PROTECT, related_name="+"
    )
    objective = models.ForeignKey(
        "objectives.Objective", null=True, on_delete=models.PROTECT, related_name="+"
    )
    perimeters: models.JSONField[Any, Any] = models.JSONField()
    address = models.TextField(blank=True)
    zone = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField()
    how = models.CharField(max_length=12, choices=How.choices, default=How.RANDOM)
    seed = models.BigIntegerField()
    population = models.PositiveIntegerField()
    arrival = models.BigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    usable: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("sample")
        indexes = (models.Index(fields=["settled_at"], name="coding_sample_settled"),)

    @override
    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Any:
        """The perimeter or the objective whose mentions they are."""
        return self.perimeter or self.objective

    @property
    def is_open(self) -> bool:
        """Whether it is still being coded, each coder without the others."""
        return self.stopped_at is None


class Coder(models.Model):
    """Somebody who codes a sample, and the letter by which exports know them."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="coders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip
    letter = models.CharField(max_length=2)

    class Meta:
        ordering = ("letter",)
        constraints = (
            models.UniqueConstraint(fields=["sample", "person"], name="coding_coder_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.person}"


class Drawn(models.Model):
    """A mention of a sample, by its id: its words stay in the lake.

    Arguments:
        place: in the sample, from 1.
        brands: names of the perimeters that it is of.
        stratum, inclusion: how it was drawn, as `parvis.codebook.sample` has it.
    """

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="drawn")
    place = models.PositiveIntegerField()
    mention = models.CharField(max_length=500)
    brands: models.JSONField[Any, Any] = models.JSONField(default=list)
    stratum = models.CharField(max_length=200, blank=True)
    inclusion = models.FloatField()

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["sample", "place"], name="coding_drawn_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.sample_id}.{self.place}"


class Code(Made):
    """What one coder said of one mention."""

    drawn = models.ForeignKey(Drawn, on_delete=models.CASCADE, related_name="codes")
    coder = models.ForeignKey(Coder, on_delete=models.CASCADE, related_name="codes")
    criterion = models.CharField(max_length=63)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["coder", "drawn", "criterion"], name="coding_code_once"
            ),
        )  # fmt: skip

    @override
    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Decision(Made):
    """What was decided where coders said otherwise.

    Arguments:
        reason: why, in the words of whoever decided.
        is_together: by one of the coders, after they spoke of it; else by a third person.
    """

    drawn = models.ForeignKey(Drawn, on_delete=models.CASCADE, related_name="decisions")
    criterion = models.CharField(max_length=63)
    value = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_together = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["drawn", "criterion"], name="coding_decided_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
