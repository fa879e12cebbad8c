from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Correction(Made):
    """What a person says of a mention, where the machine read something else.

    Each is kept; the last one of a criterion counts. The machine's reading stays as it is.

    Arguments:
        perimeter: within which it is said.
        mention: its id in the lake.
        value: of the criterion; empty where it is taken back.
    """

    class Criterion(models.TextChoices):
        TONALITY = "tonality", _("Tonality")
        INTERACTION = "interaction", _("Interaction")
        RELEVANT = "relevant", _("Relevant")

    perimeter = models.ForeignKey(
        "listening.Perimeter", on_delete=models.CASCADE, related_name="corrections"
    )
    mention = models.CharField(max_length=300)
    criterion = models.CharField(max_length=12, choices=Criterion.choices)
    value = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["perimeter", "mention"], name="explore_correction_of"),)

    @override
    def __str__(self) -> str:
        return f"{self.mention} {self.criterion}={self.value}"


class Tag(Made):
    """A word of one's own under which a mention is found again, by all who see its perimeter.

    Arguments:
        perimeter: within which it was given.
        mention: its id in the lake.
        word: as it was written first, whatever its case.
    """

    perimeter = models.ForeignKey(
        "listening.Perimeter", on_delete=models.CASCADE, related_name="tags"
    )
    mention = models.CharField(max_length=300)
    word = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("word", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["perimeter", "mention", "word"], name="explore_tag_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.mention} #{self.word}"


class Seen(Made):
    """Something of a scope that people keep: of a perimeter, or of an objective."""

    perimeter = models.ForeignKey(
        "listening.Perimeter", null=True, on_delete=models.CASCADE, related_name="+"
    )
    objective = models.ForeignKey(
        "objectives.Objective", null=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True


class View(Seen):
    """A dashboard with its filters, under a name.

    Arguments:
        address: the filters, as they stand in the address.
    """

    kind_name = "view"

    name = models.CharField(_("Name"), max_length=80)
    address = models.TextField(blank=True)

    class Meta:
        ordering = ("name", "pk")

    @override
    def __str__(self) -> str:
        return self.name


class Note(Seen):
    """What happened on a day, for whoever looks at its figures."""

    kind_name = "note"

    day = models.DateField(_("Day"))
    text = models.CharField(_("What happened"), max_length=300)

    class Meta:
        ordering = ("day", "pk")

    @override
    def __str__(self) -> str:
        return f"{self.day} {self.text}"
