"""Do what a plan says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.reach import require
from parvis.hub.organisation.importing.plan import kind_of, plan
from parvis.hub.organisation.importing.reading import rows_of
from parvis.hub.organisation.models import Unit

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.importing.heaps import Plan
    from parvis.hub.organisation.importing.reading import Row

BATCH = 500


@transaction.atomic
def import_units(by: Actor, under: Unit, text: str) -> Plan[Row]:
    """Add and change the units of a file, all in one transaction; what cannot be is left out.

    Arguments:
        by: who imports.
        under: the unit that rows without a parent come under.
        text: of the file.

    Returns: what was done, and which rows were left out and why.

    Raises:
        ForbiddenError: `by` may not manage `under`.
        RefusedError: it is no table of units.
    """
    require(by.rights, Act.MANAGE, under.path)
    done = plan(rows_of(text), under, by.rights)
    Unit.objects.bulk_update(done.changed_things(), ["name", "kind", "country"], batch_size=BATCH)
    _add(done.new, under)
    record(
        "organisation.imported", by.person, path=under.path, about=f"unit:{under.pk}",
        new=len(done.new), changed=len(done.changed), same=len(done.same),
        left_out=len(done.faults), sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )  # fmt: skip
    return done


def _add(rows: list[Row], under: Unit) -> None:
    """Add units a level at a time: a unit's path needs its own id and its parent's path."""
    wanted = {row.parent for row in rows if row.parent}
    held = {unit.code: unit for unit in Unit.objects.filter(code__in=wanted)}
    levels: dict[int, list[Row]] = defaultdict(list)
    depth: dict[str, int] = {}
    for row in rows:
        depth[row.code] = depth.get(row.parent, -1) + 1
        levels[depth[row.code]].append(row)
    for _level, some in sorted(levels.items()):
        held |= _level_added(some, held, under)


def _level_added(rows: list[Row], held: dict[str, Unit], under: Unit) -> dict[str, Unit]:
    units = [
        Unit(
            parent=held.get(row.parent, under), name=row.name, kind=kind_of(row.kind) or "site",
            code=row.code, country=row.country.upper(), path=f"?{row.code}",
        )
        for row in rows
    ]  # fmt: skip
    Unit.objects.bulk_create(units, batch_size=BATCH)
    for unit in units:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=BATCH)
    return {unit.code: unit for unit in units}
