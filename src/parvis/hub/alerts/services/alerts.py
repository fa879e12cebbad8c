from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.alerts.models import Alert, Firing, Notice, Recipient
from parvis.hub.alerts.services.noting import note
from parvis.hub.alerts.services.recipients import set_recipients
from parvis.hub.alerts.viewing import kept, scope_of
from parvis.hub.alerts.windows import slot
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.listening.public import Perimeter
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.objectives.public import Objective

LONGEST: Final = 31 * 24
RULE: Final = ("figure", "about", "tonality", "kpi", "condition", "level", "hours", "against",
               "least", "filters")  # fmt: skip
_CHANGES: Final = frozenset({Alert.Condition.RISE, Alert.Condition.FALL})


@transaction.atomic
def add_alert(
    by: Actor, thing: Perimeter | Objective, *, name: str, recipients: Any = (), **told: Any
) -> Alert:
    """Watch a figure of a perimeter or of an objective; whoever adds it is told of it.

    Arguments:
        by: who adds it, and with whose rights it is looked at.
        thing: the scope.
        name: by which people know it.
        recipients: people beside whoever adds it.
        told: any of `RULE`.

    Raises:
        ForbiddenError: `by` may not change what is listened to there.
        RefusedError: it makes no sense; the field says why.
    """
    require(by.rights, Act.LISTEN, thing.unit.path)
    kind = "perimeter" if isinstance(thing, Perimeter) else "objective"
    now = timezone.now()
    alert = Alert(
        unit=thing.unit, by=by.person, name=name, zone=by.person.zone, look_at=now,
        **{kind: thing}, **_rule(told),
    )  # fmt: skip
    _require_sense(by, alert)
    alert.save()
    Recipient.objects.create(alert=alert, person=by.person)
    set_recipients(by, alert, recipients)
    note("added", by, alert)
    return alert


@transaction.atomic
def change_alert(
    by: Actor, alert: Alert, *, name: str | None = None, recipients: Any = None, **told: Any
) -> Alert:
    """Change an alert; one whose rule is another begins anew, looked at with the rights of `by`.

    Raises:
        ForbiddenError, RefusedError: as `add_alert`.
    """
    require(by.rights, Act.LISTEN, alert.unit.path)
    held = Alert.objects.select_for_update().get(pk=alert.pk)
    before = {field: getattr(held, field) for field in RULE}
    for field, value in _rule(told).items():
        setattr(held, field, value)
    held.name, held.by = name or held.name, by.person
    _require_sense(by, held)
    if any(getattr(held, field) != value for field, value in before.items()):
        _begin_anew(held)
    held.save()
    if recipients is not None:
        set_recipients(by, held, recipients)
    note("changed", by, held)
    return held


@transaction.atomic
def remove_alert(by: Actor, alert: Alert) -> None:
    """Remove an alert, with what it remembers."""
    require(by.rights, Act.LISTEN, alert.unit.path)
    note("removed", by, alert)
    alert.delete()


@transaction.atomic
def mute(by: Actor, alert: Alert, *, until: dt.datetime) -> Alert:
    """Tell nobody of an alert until a time; what fires meanwhile is remembered.

    Raises:
        RefusedError: that is over already.
    """
    require(by.rights, Act.LISTEN, alert.unit.path)
    if until <= timezone.now():
        raise RefusedError(_("That time is over already."), code="until", field="until")
    Alert.objects.filter(pk=alert.pk).update(muted_until=until)
    alert.muted_until = until
    note("muted", by, alert, until=until.isoformat())
    return alert


@transaction.atomic
def unmute(by: Actor, alert: Alert) -> Alert:
    """Tell of an alert again; of what fired while it was muted nobody is told afterwards."""
    require(by.rights, Act.LISTEN, alert.unit.path)
    Alert.objects.filter(pk=alert.pk).update(muted_until=None)
    alert.muted_until = None
    note("unmuted", by, alert)
    return alert


def read(by: Actor, alert: Alert | None = None) -> None:
    """Have read what one was told of an alert, or of all."""
    held = Notice.objects.filter(person=by.person, read_at=None)
    mine = held if alert is None else held.filter(firing__alert=alert)
    mine.update(read_at=timezone.now())


def _rule(told: dict[str, Any]) -> dict[str, Any]:
    known = {field: value for field, value in told.items() if field in RULE}
    if "filters" in known:
        known["filters"] = kept(known["filters"])
    return known


def _begin_anew(alert: Alert) -> None:
    """Another rule knows nothing of what the one before found."""
    now = timezone.now()
    alert.is_standing, alert.look_at = False, now
    alert.value = alert.low = alert.high = alert.base = None
    Firing.objects.filter(alert=alert, ended_at=None).update(ended_at=now)
    if alert.looked_at is not None:
        alert.looked_at = slot(alert.hours, now) - dt.timedelta(seconds=1)


def _require_sense(by: Actor, alert: Alert) -> None:
    """Refuse a rule by which nothing could fire."""
    if not 1 <= alert.hours <= LONGEST:
        _refuse("hours", _("From 1 hour to 744: 31 days."))
    if alert.figure != Alert.Kind.MENTIONS and alert.condition == Alert.Condition.ABSENCE:
        _refuse("condition", _("Only mentions can be absent."))
    if alert.condition in _CHANGES and alert.level <= 0:
        _refuse("level", _("A change is more than 0 %."))
    if alert.figure == Alert.Kind.TONALITY and alert.tonality not in TONALITIES:
        _refuse("tonality", _("Say which tonality."))
    if alert.figure == Alert.Kind.KPI:
        _require_kpi(alert)
    _require_scope(by, alert)


def _require_kpi(alert: Alert) -> None:
    kpi = alert.kpi
    if kpi is None or kpi.objective_id != alert.objective_id:
        _refuse("kpi", _("Choose a KPI of this objective."))
    if alert.condition in _CHANGES and alert.against == Alert.Against.USUAL:
        _refuse("against", _("A KPI is held against the period before."))


def _require_scope(by: Actor, alert: Alert) -> None:
    from django.http import QueryDict

    from parvis.hub.explore.public import beside

    others = beside(by.rights, QueryDict(alert.filters).getlist("beside"))
    names = scope_of(alert, by.rights, others).names
    if alert.figure != Alert.Kind.KPI and not names:
        _refuse("figure", _("This objective has no perimeter yet, so that nothing is counted."))
    if alert.about and alert.about not in names:
        _refuse("about", _("This perimeter is not part of the view."))
    if alert.figure == Alert.Kind.VOICE and len(names) < 2:
        _refuse("figure", _("A share of voice compares perimeters: choose another beside it."))


def _refuse(field: str, text: str) -> None:
    raise RefusedError(text, code=field, field=field)
