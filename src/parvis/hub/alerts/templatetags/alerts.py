"""Alerts in words, for pages and mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse

from parvis.hub.alerts import words
from parvis.hub.objectives.public import places_of, range_of, value_of

if TYPE_CHECKING:
    from parvis.hub.alerts.models import Alert, Firing
    from parvis.hub.alerts.models.viewed import Viewed

register = template.Library()
register.filter("rule", words.rule)
register.filter("found", words.found)
register.filter("value", words.value)


@register.filter
def grade(firing: Firing) -> str:
    """How a figure was come by."""
    return str(words.GRADES.get(firing.grade, firing.grade))


@register.filter
def now(alert: Alert) -> str:
    """The figure as it was when it was looked at last, with its interval."""
    if alert.value is None:
        return ""
    unit = words.unit_of(alert)
    low, high = alert.low, alert.high
    said = value_of(alert.value, unit, places=places_of(low, high))
    if low is None or high is None or low == high:
        return said
    return f"{said} ({range_of(low, high, unit)})"


@register.filter
def address_of(thing: Viewed) -> str:
    """The view that something is of."""
    kind, pk = ("perimeter", thing.perimeter_id) if thing.perimeter_id else (
        "objective", thing.objective_id,
    )  # fmt: skip
    return f"{reverse(f'explore_{kind}', args=[pk])}?{thing.filters}"
