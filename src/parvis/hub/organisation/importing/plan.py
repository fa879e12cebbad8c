"""What a file of units would do to the tree."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.organisation.forms import CODE, COUNTRY
from parvis.hub.organisation.importing.heaps import Plan
from parvis.hub.organisation.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parvis.hub.common.rights import Rights
    from parvis.hub.organisation.importing.reading import Row

KINDS: Final = {
    "": "site",
    "group": "group", "groupe": "group",
    "brand": "brand", "marque": "brand", "enseigne": "brand",
    "country": "country", "pays": "country",
    "site": "site", "hotel": "site", "shop": "site", "magasin": "site",
    "service": "service",
}  # fmt: skip


def plan(rows: Iterable[Row], under: Unit, rights: Rights) -> Plan[Row]:
    """Hold rows against the tree.

    Arguments:
        rows: of the file.
        under: the unit that rows without a parent come under.
        rights: of whoever imports; units that they do not manage are not touched.
    """
    held = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    found: Plan[Row] = Plan()
    first: dict[str, Row] = {}
    for row in rows:
        fault = _fault(row, first, held, rights)
        if fault:
            found.faults.append((row, fault))
            continue
        first[row.code] = row
        _sort_in(row, held, found)
    found.new = _in_order(found, held, under, rights)
    return found


def kind_of(said: str) -> str | None:
    """Return a kind of unit by its name in either language; None where there is none.

    >>> kind_of("Hôtel"), kind_of("Planet")
    ('site', None)
    """
    plain = unicodedata.normalize("NFKD", said.lower()).encode("ascii", "ignore").decode()
    return KINDS.get(plain.rstrip("s") if plain not in KINDS else plain)


def _fault(row: Row, first: dict[str, Row], held: dict[str, Unit], rights: Rights) -> str:
    """Why a row cannot be; empty where it can."""
    return next((why for is_so, why in _faults(row, first, held, rights) if is_so), "")


def _faults(
    row: Row, first: dict[str, Row], held: dict[str, Unit], rights: Rights
) -> Iterator[tuple[bool, str]]:
    yield not 0 < len(row.name) <= 120, _("it has no name, or one of more than 120 characters")
    yield (
        len(row.code) > 64 or not re.search(CODE, row.code),
        _("its code is not made of letters, digits, - . _, 64 at most"),
    )
    if row.code in first:
        yield True, _("line %(line)d has the same code") % {"line": first[row.code].line}
    yield kind_of(row.kind) is None, _("“%(kind)s” is no kind of unit") % {"kind": row.kind}
    yield (
        bool(row.country) and not re.search(COUNTRY, row.country.upper()),
        _("its country is not two letters"),
    )
    unit = held.get(row.code)
    yield (
        unit is not None and not rights.may(Act.MANAGE, unit.path),
        _("there is a unit of this code, which you do not manage"),
    )


def _sort_in(row: Row, held: dict[str, Unit], found: Plan[Row]) -> None:
    kind = {"kind": kind_of(row.kind) or ""} if row.kind else {}
    told = {"name": row.name, "country": row.country.upper()} | kind
    found.sort_in(row, held.get(row.code), told)


def _in_order(found: Plan[Row], held: dict[str, Unit], under: Unit, rights: Rights) -> list[Row]:
    """New rows, each after its parent; those whose parent is nowhere are faults."""
    waiting = {row.code: row for row in found.new}
    placed: dict[str, None] = {}
    for row in found.new:
        way, at = [], row
        while at.code not in placed and at not in way:
            way.append(at)
            if at.parent not in waiting:
                break
            at = waiting[at.parent]
        fault = _misplaced(way, at, placed, held, rights)
        if fault:
            found.faults.append((row, fault))
        else:
            placed |= dict.fromkeys(one.code for one in reversed(way))
    return [waiting[code] for code in placed]


def _misplaced(
    way: list[Row], top: Row, placed: dict[str, None], held: dict[str, Unit], rights: Rights
) -> str:
    if top.code in placed:
        return ""
    if top.parent in {row.code for row in way}:
        return _("it is under itself")
    if not top.parent:
        return ""
    parent = held.get(top.parent)
    if parent is None or not rights.may(Act.MANAGE, parent.path):
        return _("there is no unit of the code “%(code)s” that you manage") % {"code": top.parent}
    return ""
