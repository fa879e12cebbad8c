"""Alerts in words: what is watched, what was asked, what was found."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.hub.alerts.conditions import change_of
from parvis.hub.alerts.models import Alert
from parvis.hub.explore.public import named
from parvis.hub.listening.public import Perimeter
from parvis.hub.objectives.public import name_of, places_of, range_of, value_of
from parvis.schema import INTERACTIONS, MEDIA, TONALITIES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from parvis.hub.alerts.models import Firing

ACTS: Final[dict[str, _StrPromise]] = {
    "alerts.added": gettext_lazy("added the alert %(name)s"),
    "alerts.changed": gettext_lazy("changed the alert %(name)s"),
    "alerts.removed": gettext_lazy("removed the alert %(name)s"),
    "alerts.muted": gettext_lazy("muted the alert %(name)s"),
    "alerts.unmuted": gettext_lazy("unmuted the alert %(name)s"),
    "alerts.hook.added": gettext_lazy("added the webhook %(name)s"),
    "alerts.hook.renewed": gettext_lazy("drew another secret for the webhook %(name)s"),
    "alerts.hook.resumed": gettext_lazy("took the webhook %(name)s up again"),
    "alerts.hook.removed": gettext_lazy("removed the webhook %(name)s"),
    "alerts.feed.made": gettext_lazy("created the address of a feed"),
    "alerts.feed.ended": gettext_lazy("revoked the address of a feed"),
    "alerts.report.added": gettext_lazy("added the report by mail %(name)s"),
    "alerts.report.removed": gettext_lazy("removed the report by mail %(name)s"),
}
_FILTERS: Final = {"tonality": TONALITIES, "medium": MEDIA, "interaction": INTERACTIONS}
GRADES: Final[dict[str, _StrPromise]] = {
    "measured": gettext_lazy("measured"),
    "estimated": gettext_lazy("estimated"),
    "judged": gettext_lazy("judged"),
}


def watched(alert: Alert) -> str:
    """Say which figure is watched, as "Share of negative mentions of Volcan"."""
    if alert.figure == Alert.Kind.KPI:
        return name_of(alert.kpi) if alert.kpi else str(_("KPI"))
    name = f"{about(alert)}{through(alert)}"
    told = {"name": name, "tone": named("tonality", alert.tonality).lower()}
    match alert.figure:
        case Alert.Kind.VOICE:
            return _("Share of voice of %(name)s") % told
        case Alert.Kind.TONALITY:
            return _("Share of mentions whose tonality is %(tone)s, of %(name)s") % told
        case _:
            return _("Mentions of %(name)s") % told


def through(alert: Alert) -> str:
    """Say what the filters of its view let through, as " (negative, review)"; empty if all.

    >>> through(Alert(filters="medium=review&medium=fax"))
    ' (review)'
    """
    said = narrowed(alert.filters)
    return f" ({said})" if said else ""


def narrowed(filters: str) -> str:
    """Say what the filters of an address let through, as "negative, review"; empty if all.

    >>> narrowed("medium=review&medium=fax&since=2026-01-01")
    'review'
    """
    asked = QueryDict(filters)
    said = [
        named(name, value).lower()
        for name, values in _FILTERS.items()
        for value in asked.getlist(name)
        if value in values
    ]
    said += [f"#{word}" for word in asked.getlist("tag")]
    if searched := asked.get("q"):
        said.append(_("“%(words)s”") % {"words": searched})
    return ", ".join(said)


def about(alert: Alert) -> str:
    """Say of which perimeter, or else of which objective, a figure is."""
    key = alert.about.removeprefix("p")
    found = Perimeter.objects.filter(pk=key).first() if key.isdigit() else None
    return str(found or alert.perimeter or alert.objective)


def asked(alert: Alert) -> str:
    """Say when an alert fires, as "above 100 mentions, over 24 hours"."""
    level = level_of(alert)
    told = {"level": level, "against": alert.get_against_display()}
    over = _("over %(span)s") % {"span": span(alert)}
    match alert.condition:
        case "above":
            said = _("above %(level)s") % told
        case "below":
            said = _("below %(level)s") % told
        case "rise":
            said = _("more than %(level)s above %(against)s") % told
        case "fall":
            said = _("more than %(level)s below %(against)s") % told
        case _:
            return _("nothing said for %(span)s") % {"span": span(alert)}
    return said if alert.figure == Alert.Kind.KPI else f"{said}, {over}"


def span(alert: Alert) -> str:
    """Say over how long a figure is counted: in days, where they are whole."""
    days, rest = divmod(alert.hours, 24)
    if rest or not days:
        return ngettext("%(n)d hour", "%(n)d hours", alert.hours) % {"n": alert.hours}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def rule(alert: Alert) -> str:
    """Say what is watched and when it fires."""
    return _("%(what)s: %(value)s") % {"what": watched(alert), "value": asked(alert)}


def level_of(alert: Alert) -> str:
    """Write the level of an alert in its unit."""
    is_change = alert.condition in {Alert.Condition.RISE, Alert.Condition.FALL}
    return value_of(alert.level, "%" if is_change else unit_of(alert))


def found(firing: Firing) -> str:
    """Say what was found when an alert fired, with its interval and what it was held against."""
    alert = firing.alert
    if alert.condition == Alert.Condition.ABSENCE:
        return _("Nothing was said for %(span)s.") % {"span": span(alert)}
    said = _("%(what)s: %(value)s") % {"what": watched(alert), "value": value(firing)}
    return f"{said}{_against(firing)}."


def value(firing: Firing) -> str:
    """Write the value of a firing, rounded to what its interval allows, with its interval."""
    said = value_of(firing.value, firing.unit, places=places_of(firing.low, firing.high))
    if firing.low is None or firing.high is None:
        return said
    within = range_of(firing.low, firing.high, firing.unit)
    told = _("about %(value)s (%(interval)s in 95 of 100 cases)")
    if firing.grade == "measured":
        told = _("%(value)s (%(interval)s in 95 of 100 cases)")
    return told % {
        "value": said, "interval": within,
    }  # fmt: skip


def _against(firing: Firing) -> str:
    if firing.base is None:
        return _(", %(asked)s") % {"asked": asked(firing.alert)}
    change = change_of(firing.value, firing.base)
    base = value_of(firing.base, firing.unit)
    if math.isinf(change):
        return _(", after nothing")
    sign = "+" if change > 0 else ""
    told = {"change": f"{sign}{value_of(round(change), '%')}", "base": base}
    return _(" (%(change)s; it was %(base)s)") % told


def unit_of(alert: Alert) -> str:
    """Return the unit of the figure of an alert."""
    if alert.figure in {Alert.Kind.TONALITY, Alert.Kind.VOICE}:
        return "%"
    return alert.kpi.measured_in if alert.kpi else "mentions"
