"""Units adapt the objectives of the units above them, and propose KPIs back (row 111)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.objectives.models import Kpi, Objective
from parvis.hub.objectives.services.kpis import TOLD, add_kpi
from parvis.hub.objectives.services.objectives import require_open

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit

COPIED: Final = ("statement", "family", "why")


@transaction.atomic
def adapt(by: Actor, unit: Unit, central: Objective) -> Objective:
    """Make an objective of a unit above one's own: a draft with its KPIs, to be changed at will.

    Arguments:
        by: who does, and owns it.
        unit: whose it is to be.
        central: that it is made from.

    Raises:
        ForbiddenError: `by` may not decide at the unit.
        RefusedError: it does not come from above, is not live, or is adapted here already.
    """
    require(by.rights, Act.DECIDE, unit.path)
    _require_adaptable(central, unit)
    made = _made(by, unit, central)
    for kpi in central.kpis.all():
        Kpi.objects.create(objective=made, central=kpi, **_copied(kpi))
    _note("adapted", by, made, central=central.pk)
    return made


@transaction.atomic
def propose(by: Actor, kpi: Kpi) -> Kpi:
    """Propose a KPI of an adapted objective to whoever decides upon the central one.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: its objective is no adapted one, or the central one has the KPI already.
    """
    require_open(by, kpi.objective)
    central = kpi.objective.central
    if central is None or central.state == Objective.State.CLOSED:
        text = _("Its objective comes from no open one of a unit above.")
        raise RefusedError(text, code="no_central")
    if kpi.central_id is not None:
        raise RefusedError(_("The central objective has this KPI already."), code="known")
    _propose(kpi, is_open=True)
    _note("kpi.proposed", by, kpi.objective, name=kpi.name)
    return kpi


@transaction.atomic
def take(by: Actor, kpi: Kpi) -> Kpi:
    """Take a KPI that a unit proposed into the central objective, and return the central one.

    Raises:
        ForbiddenError: `by` may not decide at the unit of the central objective.
        RefusedError: it is not proposed, or see `add_kpi`.
    """
    central = _proposed_to(by, kpi)
    made = add_kpi(by, central, **_copied(kpi))
    kpi.central = made
    _propose(kpi, is_open=False)
    _note("kpi.taken", by, central, name=kpi.name, unit=str(kpi.objective.unit))
    return made


@transaction.atomic
def decline(by: Actor, kpi: Kpi) -> None:
    """Decline a KPI that a unit proposed; the unit keeps it.

    Raises:
        ForbiddenError, RefusedError: as `take`.
    """
    central = _proposed_to(by, kpi)
    _propose(kpi, is_open=False)
    _note("kpi.declined", by, central, name=kpi.name, unit=str(kpi.objective.unit))


def _require_adaptable(central: Objective, unit: Unit) -> None:
    is_above = unit.path.startswith(central.unit.path) and unit.pk != central.unit_id
    if not is_above or central.state != Objective.State.LIVE:
        text = _("Only a live objective of a unit above is adapted.")
        raise RefusedError(text, code="central", field="central")


def _made(by: Actor, unit: Unit, central: Objective) -> Objective:
    told = {name: getattr(central, name) for name in COPIED}
    told |= {"owner": by.person, "begins_on": timezone.localdate()}
    try:
        with transaction.atomic():
            return Objective.objects.create(unit=unit, central=central, **told)
    except IntegrityError:
        text = _("It is adapted to this unit already.")
        raise RefusedError(text, code="adapted", field="central") from None


def _proposed_to(by: Actor, kpi: Kpi) -> Objective:
    central = kpi.objective.central
    if central is None or kpi.proposed_at is None:
        raise RefusedError(_("This KPI is not proposed any more."), code="answered")
    require(by.rights, Act.DECIDE, central.unit.path)
    return central


def _propose(kpi: Kpi, *, is_open: bool) -> None:
    kpi.proposed_at = timezone.now() if is_open else None
    kpi.save(update_fields=["central", "proposed_at"])


def _copied(kpi: Kpi) -> dict[str, Any]:
    return {name: getattr(kpi, name) for name in ("key", *TOLD)}


def _note(verb: str, by: Actor, objective: Objective, **told: Any) -> None:
    record(
        f"objectives.{verb}", by.person, path=objective.unit.path,
        about=f"objective:{objective.pk}", statement=objective.statement, **told,
    )  # fmt: skip
