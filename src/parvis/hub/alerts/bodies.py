"""What a delivery says, made when it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings

from parvis.hub.alerts.arriving import batch
from parvis.hub.alerts.viewing import kept

if TYPE_CHECKING:
    from parvis.hub.alerts.models import Alert, Delivery, Firing


def body_of(delivery: Delivery) -> bytes:
    """Return the JSON of a delivery: `type`, `timestamp` and `data`."""
    told = {
        "type": delivery.kind,
        "timestamp": delivery.made_at.isoformat(),
        "data": _data(delivery),
    }
    return msgspec.json.encode(told)


def _data(delivery: Delivery) -> dict[str, Any]:
    if delivery.firing is not None:
        return fired(delivery.firing)
    perimeter = delivery.hook.perimeter
    if perimeter is None or delivery.upto is None or delivery.since is None:
        return {"webhook": delivery.hook.name}
    rows = batch(perimeter, delivery.since, delivery.upto).rows
    told = {"id": perimeter.pk, "name": perimeter.name}
    return {"perimeter": told, "versions": [delivery.since, delivery.upto], "mentions": rows}


def fired(firing: Firing) -> dict[str, Any]:
    """Return a firing as programs are told of it."""
    alert = firing.alert
    span = {"since": firing.since.isoformat(), "until": firing.at.isoformat()}
    return {
        "alert": {"id": alert.pk, "name": alert.name, "unit_id": alert.unit_id, **rule(alert)},
        "firing_id": firing.pk,
        "figure": figure(firing) | span,
        "against": firing.base,
        "behind": settings.ADDRESS + firing.behind if firing.behind else "",
    }


def rule(alert: Alert) -> dict[str, Any]:
    """Return what an alert asks for, by the names of the API."""
    names = ("figure", "about", "tonality", "kpi_id", "condition", "level", "hours", "against",
             "least")  # fmt: skip
    return {name: getattr(alert, name) for name in names} | {"filters": kept(alert.filters)}


def figure(one: Firing | Alert) -> dict[str, Any]:
    """Return a value with its unit, class and interval."""
    unit, grade = getattr(one, "unit", ""), getattr(one, "grade", "measured")
    bounds = None if one.low is None else {"low": one.low, "high": one.high, "level": 0.95}
    return {"value": one.value, "unit": unit, "class": grade, "interval": bounds}
