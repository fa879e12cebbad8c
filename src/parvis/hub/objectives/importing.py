"""Figures from a file: read, held against what units may count, shown before anything is done."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.reach import require
from parvis.hub.common.rights import below
from parvis.hub.objectives import catalogue
from parvis.hub.objectives.models import Entry
from parvis.hub.objectives.services.entries import Figure, faults, reckon_at
from parvis.hub.organisation.public import Import, Plan, Sheet, Unit, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.asking import Actor

SHEET: Final = Sheet(
    {
        "measure": "measure", "mesure": "measure",
        "period": "period", "période": "period", "periode": "period",
        "value": "value", "valeur": "value",
        "class": "grade", "classe": "grade",
        "judged_by": "judged_by", "jugé par": "judged_by",
        "unit": "unit", "unité": "unit",
    },
    ("measure", "period", "value"),
)  # fmt: skip
GRADES: Final = {
    "": "measured", "mesuré": "measured", "estimé": "estimated", "jugé": "judged",
}  # fmt: skip
_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file; `unit` is a code, empty for the unit of the import."""

    line: int
    measure: str = ""
    period: str = ""
    value: str = ""
    grade: str = ""
    judged_by: str = ""
    unit: str = ""

    @property
    def label(self) -> str:
        return f"{self.measure} {self.period}: {self.value}"

    @property
    def note(self) -> str:
        return self.unit

    @property
    def cells(self) -> list[str]:
        return [
            self.measure, self.period, self.value, self.grade, self.judged_by, self.unit,
        ]  # fmt: skip

    @property
    def figure(self) -> Figure:
        """What it tells, understood; refuses, by ValueError, what is no day or number."""
        return Figure(
            measure=self.measure, period=day_of(self.period), value=number_of(self.value),
            grade=GRADES.get(self.grade.lower(), self.grade.lower()),
            judged_by=self.judged_by[:120],
        )  # fmt: skip


class _Ground:
    """What rows are held against: units, what they may count, what is there, what came before."""

    def __init__(self, by: Actor, under: Unit) -> None:
        self.by, self.under = by, under
        self.units = {one.code: one for one in Unit.objects.filter(below(under.path))}
        entries = Entry.objects.filter(below(under.path, "unit__path")).select_related("unit")
        self.held = {(one.unit_id, one.measure, one.period): one for one in entries}
        self.known: dict[int, dict[str, catalogue.Counted]] = {}
        self.seen: dict[tuple[int, str, dt.date], int] = {}

    def unit(self, row: Row) -> Unit | None:
        return self.units.get(row.unit) if row.unit else self.under

    def counted(self, unit: Unit) -> dict[str, catalogue.Counted]:
        if unit.pk not in self.known:
            self.known[unit.pk] = catalogue.counted(unit.path)
        return self.known[unit.pk]


def plan(by: Actor, under: Unit, text: str) -> Plan[Row]:
    """Hold a file against what was entered.

    Raises:
        RefusedError: it is no table of figures.
    """
    found: Plan[Row] = Plan()
    ground = _Ground(by, under)
    for line, cells in cells_of(text, SHEET):
        row = Row(line, **cells)
        why = next(_faults(row, ground), "")
        if why:
            found.faults.append((row, why))
        else:
            _sort_in(row, ground, found)
    return found


@transaction.atomic
def import_entries(by: Actor, under: Unit, text: str) -> Plan[Row]:
    """Enter the figures of a file, all in one transaction; what cannot be is left out.

    Raises:
        ForbiddenError: `by` may not decide at the unit.
        RefusedError: it is no table of figures.
    """
    require(by.rights, Act.DECIDE, under.path)
    done = plan(by, under, text)
    units = {one.code: one for one in Unit.objects.filter(below(under.path))}
    made = [_entry(by, units.get(row.unit, under), row.figure) for row in done.new]
    Entry.objects.bulk_create(made, batch_size=500)
    changed = done.changed_things()
    Entry.objects.bulk_update(changed, ["value", "grade", "judged_by"], batch_size=500)
    record(
        "objectives.imported", by.person, path=under.path, about=f"unit:{under.pk}",
        new=len(done.new), changed=len(done.changed), same=len(done.same),
        left_out=len(done.faults), sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )  # fmt: skip
    for unit in {one.unit_id: one.unit for one in [*made, *changed]}.values():
        reckon_at(unit)
    return done


def number_of(said: str) -> float:
    """Read a number as either language writes it.

    >>> number_of("1 234,5"), number_of("1,234.5"), number_of("12,5")
    (1234.5, 1234.5, 12.5)
    """
    plain = re.sub(r"\s", "", said)
    if "," in plain and "." in plain:
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))


def day_of(said: str) -> dt.date:
    """Read a day as 2026-11-29 or 29/11/2026."""
    match = _DAY.fullmatch(said)
    if match:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    return dt.date.fromisoformat(said)


def _faults(row: Row, ground: _Ground) -> Iterator[str]:
    unit = ground.unit(row)
    if unit is None or not ground.by.rights.may(Act.DECIDE, unit.path):
        yield _("there is no unit of the code “%(code)s” under this one") % {"code": row.unit}
        return
    try:
        figure = row.figure
    except (ValueError, OverflowError):
        yield _("its day or its value cannot be read: write 2026-11-29 and 12.5")
        return
    yield from (text for _code, _field, text in faults(figure, ground.counted(unit)))
    key = (unit.pk, figure.measure, figure.period)
    first = ground.seen.setdefault(key, row.line)
    if first != row.line:
        yield _("line %(line)d is of the same unit, measure and period") % {"line": first}


def _sort_in(row: Row, ground: _Ground, found: Plan[Row]) -> None:
    figure, unit = row.figure, ground.unit(row)
    held = ground.held.get((unit.pk if unit else 0, figure.measure, figure.period))
    told: dict[str, Any] = {"value": figure.value, "grade": figure.grade}
    found.sort_in(row, held, told | {"judged_by": figure.judged_by})


def _entry(by: Actor, unit: Unit, figure: Figure) -> Entry:
    return Entry(
        unit=unit, measure=figure.measure, period=figure.period, value=figure.value,
        grade=figure.grade, judged_by=figure.judged_by, by=by.person,
    )  # fmt: skip


FIGURES: Final = Import(
    name="import_figures",
    act=Act.DECIDE,
    title=gettext_lazy("Import figures"),
    plan=plan,
    does=import_entries,
    back="entries",
    example=(
        ("measure", "period", "value", "class", "judged_by", "unit"),
        ("asked", "2026-11-22", "212", "measured", "", ""),
        ("solved_at_once", "2026-11-22", "131", "measured", "", ""),
        ("calls_avoided", "2026-11-22", "40", "judged", "Léa Roux", ""),
    ),
)
