"""Objectives are stated, changed, activated and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.events import bus
from parvis.hub.events.objectives import ObjectiveActivated, ObjectiveClosed
from parvis.hub.objectives import rules, traces
from parvis.hub.objectives.models import Objective
from parvis.hub.organisation.public import people

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit
    from parvis.hub.people.models import Person

TOLD = ("statement", "family", "owner", "why", "begins_on", "waiver")


@transaction.atomic
def state_objective(by: Actor, unit: Unit, **told: Any) -> Objective:
    """State an objective; it is a draft until it is activated.

    Arguments:
        by: who states it.
        unit: whose it is.
        told: its `statement`, `family`, `owner`, `why` and `begins_on`.

    Raises:
        ForbiddenError: `by` may not decide at the unit.
        RefusedError: the owner does not work there.
    """
    require(by.rights, Act.DECIDE, unit.path)
    _require_at_work(unit, told["owner"])
    made = Objective.objects.create(unit=unit, **told)
    _note("stated", by, made)
    return made


@transaction.atomic
def change(by: Actor, objective: Objective, **told: Any) -> Objective:
    """Change what an objective says; what it needs while it is live, it keeps.

    Arguments:
        by: who changes it.
        objective: that is changed.
        told: any of `TOLD`; its family stays once KPIs were taken from it.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: it is closed, its owner does not work there, or see `rules.check`.
    """
    require_open(by, objective)
    _require_at_work(objective.unit, told.get("owner", objective.owner))
    if told.get("family", objective.family) != objective.family and has_defaults(objective):
        text = _("KPIs were taken from its family. Remove them before you change it.")
        raise RefusedError(text, code="family", field="family")
    before = {name: str(getattr(objective, name)) for name in told}
    for name, value in told.items():
        setattr(objective, name, value)
    objective.save()
    require_whole(objective)
    after = {name: str(value) for name, value in told.items() if str(value) != before[name]}
    _note("changed", by, objective, after=after, before={name: before[name] for name in after})
    return objective


@transaction.atomic
def activate(by: Actor, objective: Objective) -> list[str]:
    """Make a draft live, and return what is doubtful about it, in words.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: it is no draft, or see `rules.check`.
    """
    require(by.rights, Act.DECIDE, objective.unit.path)
    kpis = list(objective.kpis.all())
    rules.check(objective, kpis)
    draft = Objective.objects.filter(pk=objective.pk, state="draft")
    if not draft.update(state="live", active_since=timezone.now()):
        raise RefusedError(_("It is live or closed already."), code="no_draft")
    objective.refresh_from_db()
    _note("activated", by, objective, kpis=len(kpis))
    bus.tell(ObjectiveActivated(objective.pk))
    return list(rules.doubts(objective, kpis))


@transaction.atomic
def close(by: Actor, objective: Objective) -> None:
    """Close an objective that nothing active serves any more.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: something active serves it.
    """
    require_open(by, objective)
    left = sum(active.count() for _kind, active in traces.serving([objective.pk]))
    if left:
        text = ngettext(
            "%(n)d thing that is active serves it. Give it another objective or end it first.",
            "%(n)d things that are active serve it. Give them another objective or end them first.",
            left,
        )
        raise RefusedError(text % {"n": left}, code="serves")
    objective.state, objective.closed_at = Objective.State.CLOSED, timezone.now()
    objective.save(update_fields=["state", "closed_at"])
    _note("closed", by, objective)
    bus.tell(ObjectiveClosed(objective.pk))


def require_open(by: Actor, objective: Objective) -> None:
    """Refuse to change what one may not decide upon, or what is closed."""
    require(by.rights, Act.DECIDE, objective.unit.path)
    if objective.state == Objective.State.CLOSED:
        raise RefusedError(_("This objective is closed; it stays as it was."), code="closed")


def require_whole(objective: Objective) -> None:
    """Refuse a change that would leave a live objective without what it needs."""
    if objective.state == Objective.State.LIVE:
        rules.check(objective, list(objective.kpis.all()))


def has_defaults(objective: Objective) -> bool:
    """Tell whether KPIs were taken from its family."""
    return objective.kpis.exclude(key="").exists()


def _require_at_work(unit: Unit, owner: Person) -> None:
    if not people(unit, Act.SEE).filter(pk=owner.pk).exists():
        told = {"name": owner, "unit": unit}
        text = _("%(name)s holds no role at %(unit)s.") % told
        raise RefusedError(text, code="owner", field="owner")


def _note(verb: str, by: Actor, objective: Objective, **told: Any) -> None:
    record(
        f"objectives.{verb}", by.person, path=objective.unit.path,
        about=f"objective:{objective.pk}", statement=objective.statement, **told,
    )  # fmt: skip
