"""An alert is looked at: it fires once, and again only after it has gone back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from parvis.hub.alerts.conditions import is_back, is_beyond
from parvis.hub.alerts.figures import figure_of
from parvis.hub.alerts.models import Alert, Firing
from parvis.hub.alerts.telling import tell
from parvis.hub.alerts.windows import pace, slot
from parvis.hub.common.errors import RefusedError
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    import datetime as dt

    from parvis.hub.alerts.figures import Found, Looked


def plan(now: dt.datetime) -> int:
    """Queue a look at each alert that is due, once for each moment, and return how many."""
    due = list(Alert.objects.filter(look_at__lte=now).only("pk", "hours"))
    for alert in due:
        until = slot(alert.hours, now)
        queue("alerts.look", key=f"{alert.pk}@{until:%Y%m%dT%H%M}", alert=alert.pk,
              until=until.isoformat())  # fmt: skip
        Alert.objects.filter(pk=alert.pk).update(look_at=until + pace(alert.hours))
    return len(due)


def look(key: int, until: dt.datetime) -> None:
    """Look at an alert up to a moment; whoever looks again up to the same one changes nothing.

    What takes long is read first. What comes of it is one short transaction.

    Arguments:
        key: of the alert.
        until: one of `slot`.
    """
    alert = _whole(key)
    if alert is None or (alert.looked_at is not None and alert.looked_at >= until):
        return
    try:
        looked, fault = figure_of(alert, until), ""
    except RefusedError as why:
        looked, fault = None, str(why.text)
    with transaction.atomic():
        held = Alert.objects.select_for_update().filter(pk=key).first()
        if held is not None and (held.looked_at is None or held.looked_at < until):
            _judge(held, looked, until, fault)


def _judge(alert: Alert, looked: Looked | None, until: dt.datetime, fault: str) -> None:
    alert.looked_at, alert.fault = until, fault
    alert.value = alert.low = alert.high = alert.base = None
    if looked is not None:
        alert.value = looked.now.value
        alert.low, alert.high = _interval(looked.now)
        alert.base = looked.base.value if looked.base else None
        _turn(alert, looked, until)
    alert.save()


def _turn(alert: Alert, looked: Looked, until: dt.datetime) -> None:
    """Begin an episode, or end it."""
    if not alert.is_standing and is_beyond(alert, looked):
        alert.is_standing = True
        tell(_fired(alert, looked, until), alert)
    elif alert.is_standing and is_back(alert, looked):
        alert.is_standing = False
        Firing.objects.filter(alert=alert, ended_at=None).update(ended_at=until)


def _fired(alert: Alert, looked: Looked, until: dt.datetime) -> Firing:
    now = looked.now
    low, high = _interval(now)
    return Firing.objects.create(
        alert=alert,
        at=until,
        since=looked.span.since,
        value=now.value,
        low=low,
        high=high,
        base=looked.base.value if looked.base else None,
        unit=now.unit,
        grade=now.grade,
        behind=_behind(alert, looked),
        is_muted=alert.muted_until is not None and alert.muted_until > until,
    )


def _interval(found: Found) -> tuple[float | None, float | None]:
    """Where a figure lies; nothing is said of one that was counted."""
    is_counted = found.low == found.value == found.high
    return (None, None) if is_counted else (found.low, found.high)


def _behind(alert: Alert, looked: Looked) -> str:
    """The address of the mentions behind a figure: those of its days; of a KPI, its own page."""
    view = looked.view
    if view is None:
        return reverse("objective", args=[alert.kpi.objective_id]) if alert.kpi else ""
    zone, span = alert.zone, looked.span
    wanted = replace(view.wanted, since=_day(span.since, zone), until=_day(span.until, zone))
    if alert.figure == Alert.Kind.TONALITY:
        about = alert.about or next(iter(view.scope.names))
        several = {"brands": about} if len(view.scope.names) > 1 else {}
        wanted = wanted.having({"tonality": alert.tonality, **several})
    address = reverse(f"explore_{view.scope.kind}_mentions", args=[view.scope.pk])
    return f"{address}?{wanted.address}"


def _day(moment: dt.datetime, zone: str) -> dt.date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _whole(key: int) -> Alert | None:
    held = Alert.objects.select_related(
        "unit", "perimeter__unit", "perimeter__objective", "objective__unit", "kpi__objective"
    )
    return held.filter(pk=key).first()
