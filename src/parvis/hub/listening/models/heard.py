from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.common.tables import Made


class Heard(Made):
    """Something of a unit that is listened to, or by, once it serves an objective.

    Arguments:
        active_since: None where it is not active.
        retired_at: when it was last; None where it never was, or is again.
    """

    kind_name: ClassVar[str]

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=120)
    objective = models.ForeignKey(
        "objectives.Objective", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("Objective"),
    )  # fmt: skip
    active_since = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        return self.active_since is not None


class Perimeter(Heard):
    """What is listened for.

    Arguments:
        query: in the language of perimeters.
        version: of its text, from 1; `Wording` keeps every one.
        is_ours: it is about the unit itself; else about somebody it is compared with.
    """

    kind_name = "perimeter"

    query = models.TextField(_("Query"), max_length=20_000)
    version = models.PositiveIntegerField(default=1)
    is_ours = models.BooleanField(_("It is about us"), default=True)

    class Meta:
        ordering = ("unit__path", "name", "pk")
        verbose_name = _("perimeter")

    @property
    def key(self) -> str:
        """By which the marks in the lake name it, whatever it is called."""
        return f"p{self.pk}"


class Wording(Made):
    """A version of a perimeter, as it was written."""

    perimeter = models.ForeignKey(Perimeter, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveIntegerField()
    query = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["perimeter", "number"], name="listening_wording_once"
            ),
        )  # fmt: skip

    @override
    def __str__(self) -> str:
        return f"{self.perimeter_id}.{self.number}"


class Source(Heard):
    """Where is listened.

    Arguments:
        kind: one of `parvis.sources.connectors`.
        settings: as a listen file has them, without its name and kind.
    """

    kind_name = "source"

    kind = models.CharField(_("Kind"), max_length=32)
    settings = models.JSONField(default=dict)

    class Meta:
        ordering = ("unit__path", "name", "pk")
        verbose_name = _("source")

    @property
    def key(self) -> str:
        """By which the lake names it (`via`), whatever it is called."""
        return f"s{self.pk}"
