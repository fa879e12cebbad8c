from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.hub.alerts.models.viewed import Viewed


class Report(Viewed):
    """A view that goes out by mail, again and again.

    Arguments:
        every: how often.
        next_at: when it is sent next; the days before are in it.
        people: who receive it, as long as they may see its unit.
        sent_at: when it was sent last.
    """

    class Every(models.TextChoices):
        WEEK = "week", _("every Monday: the week before")
        MONTH = "month", _("on the first of the month: the month before")

    every = models.CharField(_("When"), max_length=5, choices=Every.choices, default=Every.WEEK)
    next_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ("unit__path", "name", "pk")
        verbose_name = _("report by mail")
