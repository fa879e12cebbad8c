from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from parvis.hub.alerts.models.viewed import Viewed
from parvis.hub.common.tables import Made


class Pace(models.TextChoices):
    """When somebody is written to."""

    NEVER = "never", _("no mail: on the screen only")
    ONCE = "once", _("at once")
    HOURLY = "hourly", _("once an hour")
    DAILY = "daily", _("once a day, at 8")


class Alert(Viewed):
    """A figure of a view that is watched.

    Arguments:
        figure: what is watched.
        about: key of the perimeter whose share it is; empty for the first of the scope.
        tonality: whose share, where it is one of tonality.
        kpi: whose value it is, where it is that of a KPI.
        condition: when it fires.
        level: in the figure's unit, or the change in per cent.
        hours: over which it is counted.
        against: what a change is against.
        least: mentions below which no change counts.
        look_at: when it is looked at next.
        looked_at: until when it was looked at last; never again before that.
        is_standing: it has fired, and has not gone back yet.
        value, low, high, base: as of then, and what it was held against.
        fault: why nothing could be told then.
        muted_until: nobody is told before.
    """

    class Kind(models.TextChoices):
        MENTIONS = "mentions", _("Mentions")
        TONALITY = "tonality", _("Share of a tonality")
        VOICE = "voice", _("Share of voice")
        KPI = "kpi", _("Value of a KPI")

    class Condition(models.TextChoices):
        ABOVE = "above", _("is above")
        BELOW = "below", _("is below")
        RISE = "rise", _("rises by more than (%)")
        FALL = "fall", _("falls by more than (%)")
        ABSENCE = "absence", _("nothing is said at all")

    class Against(models.TextChoices):
        BEFORE = "before", _("the period before")
        USUAL = "usual", _("what is usual at that hour of the week")

    figure = models.CharField(_("Figure"), max_length=10, choices=Kind.choices)
    about = models.CharField(_("Perimeter"), max_length=24, blank=True)
    tonality = models.CharField(_("Tonality"), max_length=8, blank=True)
    kpi = models.ForeignKey(
        "objectives.Kpi", null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("KPI"),
    )  # fmt: skip
    condition = models.CharField(_("Fires when it"), max_length=8, choices=Condition.choices)
    level = models.FloatField(_("Level"), default=0.0)
    hours = models.PositiveIntegerField(_("Over the last hours"), default=24)
    against = models.CharField(
        _("A change against"), max_length=8, choices=Against.choices, default=Against.BEFORE
    )
    least = models.PositiveIntegerField(_("No change below so many mentions"), default=10)
    look_at = models.DateTimeField(db_index=True)
    looked_at = models.DateTimeField(null=True)
    is_standing = models.BooleanField(default=False)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    base = models.FloatField(null=True)
    fault = models.TextField(blank=True)
    muted_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("unit__path", "name", "pk")
        verbose_name = _("alert")


class Firing(models.Model):
    """An alert fired: the figure as it was then.

    Arguments:
        at: when it was looked at.
        since: from when on it was counted, until `at`.
        value, low, high, base: as `Alert` has them.
        unit, grade: of the figure, and how it was come by.
        behind: address of the mentions behind it; empty where there are none.
        ended_at: when it went back.
        is_muted: nobody was told.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="firings")
    at = models.DateTimeField()
    since = models.DateTimeField()
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    base = models.FloatField(null=True)
    unit = models.CharField(max_length=40)
    grade = models.CharField(max_length=10)
    behind = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    is_muted = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["alert", "at"], name="alerts_firing_once"),
            models.UniqueConstraint(
                fields=["alert"], name="alerts_firing_open", condition=models.Q(ended_at=None)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.alert_id} {self.at:%Y-%m-%d %H:%M}"


class Recipient(Made):
    """Somebody who is told of an alert, as long as they may see its unit."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="recipients")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(_("Mail"), max_length=8, choices=Pace.choices, default=Pace.ONCE)

    class Meta:
        ordering = ("person__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["alert", "person"], name="alerts_recipient_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.person_id} {self.pace}"


class Notice(Made):
    """Somebody was told of a firing.

    Arguments:
        read_at: when they read it on the screen.
        mail_at: when a mail tells of it; None where none does.
        mailed_at: when one did.
    """

    firing = models.ForeignKey(Firing, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-firing__at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["firing", "person"], name="alerts_notice_once"),
        )
        indexes = (
            models.Index(
                fields=["person"], name="alerts_unread", condition=models.Q(read_at=None)
            ),
        )  # fmt: skip

    @override
    def __str__(self) -> str:
        return f"{self.firing_id} {self.person_id}"
