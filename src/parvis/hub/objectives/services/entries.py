"""What was counted is entered and corrected; a unit may count things of its own."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.common.rights import below
from parvis.hub.objectives import catalogue
from parvis.hub.objectives.models import Entry, Grade, Kpi, Measure
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit

OURS: Final = frozenset({"period", "grade", "judged_by", "min", "max"})
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was counted of a measure in a period, as it is entered.

    Arguments:
        measure: its name.
        period: its last day.
        value: in the unit of the measure.
        grade: measured, estimated or judged.
        judged_by: who judged, where it was.
    """

    measure: str
    period: dt.date
    value: float
    grade: str = Grade.MEASURED
    judged_by: str = ""


@transaction.atomic
def enter(by: Actor, unit: Unit, figure: Figure) -> Entry:
    """Enter what was counted; a period that is there already is corrected.

    Raises:
        ForbiddenError: `by` may not decide at the unit.
        RefusedError: the figure cannot be.
    """
    require(by.rights, Act.DECIDE, unit.path)
    for code, field, text in faults(figure, catalogue.counted(unit.path)):
        raise RefusedError(text, code=code, field=field)
    held = Entry.objects.filter(unit=unit, measure=figure.measure, period=figure.period).first()
    before = held.value if held else None
    entry = held or Entry(unit=unit, measure=figure.measure, period=figure.period)
    entry.value, entry.grade, entry.by = figure.value, figure.grade, by.person
    entry.judged_by = figure.judged_by.strip()
    entry.save()
    _note("entered", by, entry, before=before, after=entry.value)
    return entry


@transaction.atomic
def remove_entry(by: Actor, entry: Entry) -> None:
    """Remove what was entered."""
    require(by.rights, Act.DECIDE, entry.unit.path)
    _note("entry.removed", by, entry, before=entry.value, after=None)
    entry.delete()


@transaction.atomic
def add_measure(by: Actor, unit: Unit, **told: str | bool) -> Measure:
    """Add a measure that a unit and those under it may count.

    Arguments:
        by: who adds it.
        unit: that it is of.
        told: its `name`, `measured_in`, `words` and `is_additive`.

    Raises:
        ForbiddenError: `by` may not decide at the unit.
        RefusedError: its name is none for a formula, or taken; or its unit is none.
    """
    require(by.rights, Act.DECIDE, unit.path)
    name = str(told["name"])
    if not _NAME.match(name) or name in OURS:
        text = _("Small letters, digits and _, a letter first; and no word of the formulas.")
        raise RefusedError(text, code="name", field="name")
    if catalogue.is_taken(unit.path, name):
        text = _("There is a measure of this name already, here, above or under it.")
        raise RefusedError(text, code="taken", field="name")
    catalogue.unit_read(str(told["measured_in"]))
    made = Measure.objects.create(unit=unit, **told)
    record(
        "objectives.measure.made", by.person, path=unit.path, about=f"measure:{made.pk}", name=name
    )
    return made


@transaction.atomic
def remove_measure(by: Actor, measure: Measure) -> None:
    """Remove a measure that no KPI names and nobody has counted.

    Raises:
        ForbiddenError: `by` may not decide at its unit.
        RefusedError: it is in use.
    """
    require(by.rights, Act.DECIDE, measure.unit.path)
    under = below(measure.unit.path, "objective__unit__path")
    formulas = Kpi.objects.filter(under).values_list("formula", flat=True)
    counted = Entry.objects.filter(below(measure.unit.path, "unit__path"), measure=measure.name)
    if counted.exists() or any(measure.name in catalogue.names_of(one) for one in formulas):
        raise RefusedError(_("A KPI names it, or it was counted: it stays."), code="used")
    measure.delete()


def faults(figure: Figure, known: dict[str, catalogue.Counted]) -> Iterable[tuple[str, str, str]]:
    """Yield why a figure cannot be: code, field and words.

    Arguments:
        figure: as it is to be entered.
        known: the measures that its unit may count.
    """
    if figure.measure not in known:
        told = {"name": figure.measure}
        yield "unknown", "measure", _("There is no measure “%(name)s” here.") % told
    if not math.isfinite(figure.value) or abs(figure.value) > 1e15:
        yield "number", "value", _("This is no number that can be reckoned with.")
    if figure.period > timezone.localdate():
        yield "future", "period", _("This period has not ended yet. Give its last day.")
    if figure.period.year < 1990:
        yield "past", "period", _("Before 1990: give the last day of the period.")
    if figure.grade not in Grade.values:
        yield "grade", "grade", _("It is measured, estimated or judged.")
    if figure.grade == Grade.JUDGED and not figure.judged_by.strip():
        yield "judge", "judged_by", _("Say who judged.")


def reckon_at(unit: Unit) -> None:
    """Have the KPIs be computed anew that entries of a unit can change."""
    queue("objectives.reckon", path=unit.path)


def _note(verb: str, by: Actor, entry: Entry, **told: float | None) -> None:
    record(
        f"objectives.{verb}", by.person, path=entry.unit.path, about=f"unit:{entry.unit_id}",
        measure=entry.measure, period=entry.period.isoformat(), grade=entry.grade, **told,
    )  # fmt: skip
    reckon_at(entry.unit)
