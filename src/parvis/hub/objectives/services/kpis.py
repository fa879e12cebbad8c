"""KPIs are taken from a family or made, given their targets, changed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.errors import RefusedError
from parvis.hub.objectives import catalogue
from parvis.hub.objectives.models import Kpi, Objective
from parvis.hub.objectives.services.objectives import require_open, require_whole
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.asking import Actor

TOLD = (
    "name", "formula", "measured_in", "level", "counter", "source",
    "baseline", "since", "target", "due",
)  # fmt: skip


@transaction.atomic
def pick(by: Actor, objective: Objective, keys: Iterable[str]) -> list[Kpi]:
    """Take KPIs from the family of an objective; their targets are set after that.

    Arguments:
        by: who takes them.
        objective: that they tell of; a draft, since they have no target yet.
        keys: of default KPIs; those that it has already are left out.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: it is no draft.
    """
    require_open(by, objective)
    if objective.state != Objective.State.DRAFT:
        text = _("It is live: add KPIs one by one, each with its target.")
        raise RefusedError(text, code="live")
    held = set(objective.kpis.values_list("key", flat=True))
    offered = catalogue.defaults(objective.family)
    made = [_taken(objective, key) for key in keys if key in offered and key not in held]
    for kpi in made:
        kpi.save()
        _note("added", by, kpi)
    return made


@transaction.atomic
def add_kpi(by: Actor, objective: Objective, **told: Any) -> Kpi:
    """Add a KPI; without a level, it is given the one that the words of its name tell of.

    Arguments:
        by: who adds it.
        objective: that it tells of.
        told: any of `TOLD`, and the `key` of a default KPI.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: it cannot be understood or could never be met, or see `rules.check`.
    """
    require_open(by, objective)
    kpi = Kpi(objective=objective, **told)
    _checked(kpi)
    kpi.save()
    require_whole(objective)
    _note("added", by, kpi)
    return kpi


@transaction.atomic
def change_kpi(by: Actor, kpi: Kpi, **told: Any) -> Kpi:
    """Change a KPI; the trail keeps what it was before.

    Raises:
        ForbiddenError, RefusedError: as `add_kpi`.
    """
    require_open(by, kpi.objective)
    before = {name: str(getattr(kpi, name)) for name in told}
    for name, value in told.items():
        setattr(kpi, name, value)
    _checked(kpi)
    kpi.save()
    require_whole(kpi.objective)
    after = {name: str(getattr(kpi, name)) for name in told}
    changed = {name: [before[name], after[name]] for name in told if before[name] != after[name]}
    _note("changed", by, kpi, changed=changed)
    return kpi


@transaction.atomic
def set_targets(by: Actor, kpi: Kpi, **told: Any) -> Kpi:
    """Set the baseline and target of a KPI, and their days."""
    return change_kpi(
        by, kpi, **{name: told[name] for name in ("baseline", "since", "target", "due")}
    )


@transaction.atomic
def remove_kpi(by: Actor, kpi: Kpi) -> None:
    """Remove a KPI; a live objective keeps one.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: its objective is closed, or live and has no other.
    """
    objective = kpi.objective
    require_open(by, objective)
    _note("removed", by, kpi)
    kpi.delete()
    require_whole(objective)


def _taken(objective: Objective, key: str) -> Kpi:
    default = catalogue.defaults(objective.family)[key]
    return Kpi(
        objective=objective, key=key, name=default.en, formula=default.formula,
        measured_in=default.unit, level=default.level, counter=default.counter,
        source=", ".join(default.sources),
    )  # fmt: skip


def _checked(kpi: Kpi) -> None:
    """Refuse a KPI that cannot be understood, or that no figure could show to be met or missed."""
    catalogue.formula_of(kpi.formula, kpi.measured_in, kpi.objective.unit.path)
    kpi.level = kpi.level or catalogue.level_of(kpi.name)
    if not kpi.level:
        text = _("The words of its name do not say what it tells of. Choose it.")
        raise RefusedError(text, code="level", field="level")
    if kpi.target is not None and kpi.target == kpi.baseline:
        text = _("The target is the baseline. Set one apart from it.")
        raise RefusedError(text, code="target", field="target")
    if kpi.since is not None and kpi.due is not None and kpi.due <= kpi.since:
        text = _("It is due before the day of its baseline. Set a later day.")
        raise RefusedError(text, code="due", field="due")


def _note(verb: str, by: Actor, kpi: Kpi, **told: Any) -> None:
    objective = kpi.objective
    record(
        f"objectives.kpi.{verb}", by.person, path=objective.unit.path,
        about=f"objective:{objective.pk}", name=kpi.name, kpi=kpi.pk, **told,
    )  # fmt: skip
    queue("objectives.reckon", objective=objective.pk)
