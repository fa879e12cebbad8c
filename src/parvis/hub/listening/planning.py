"""What is to be listened to now, as the library's listener wants it told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from parvis.hub.listening.models import Ear, Perimeter, Source

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.live.plan import Plan

ID: Final = "hub"


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be listened to.

    Arguments:
        version: of the table that says so.
        plan: None where there is nothing to listen to, or for.
        faults: of sources that their connector does not take any more, by key.
    """

    version: int
    plan: Plan | None
    faults: dict[str, str]


def version() -> int:
    """Return the number that goes up with whatever changes what is to be listened to."""
    return Ear.objects.filter(id=1).values_list("version", flat=True).first() or 0


def task(lake: Path, folder: Path) -> Task:
    """Return what is to be listened to; the version is read first, so that no change is missed.

    Arguments:
        lake: folder of the lake.
        folder: in which sources of files find theirs.
    """
    at = version()
    perimeters = list(Perimeter.objects.filter(active_since__isnull=False).order_by("pk"))
    sources = list(Source.objects.filter(active_since__isnull=False).order_by("pk"))
    if not perimeters or not sources:
        return Task(at, None, {})
    faults = {source.key: why for source in sources if (why := _fault(source))}
    tables = [_table(source) for source in sources if source.key not in faults]
    plan = _plan(perimeters, tables, lake, folder) if tables else None
    return Task(at, plan, faults)


def _plan(
    perimeters: list[Perimeter], tables: list[dict[str, Any]], lake: Path, folder: Path
) -> Plan:
    from parvis.declared import BrandEntry, Objective
    from parvis.live.plan import Plan

    statement = "; ".join(sorted({str(one.objective) for one in perimeters}))
    return Plan(
        objective=Objective(statement=statement, family="awareness", kpi=[]),
        source=tables,
        brand=[BrandEntry(name=one.key, query=one.query, names=[one.name]) for one in perimeters],
        id=ID,
        lake=str(lake),
        folder=str(folder),
    )


def _table(source: Source) -> dict[str, Any]:
    return {**source.settings, "name": source.key, "kind": source.kind}


def _fault(source: Source) -> str:
    """Why a connector does not take a source, as after an upgrade; empty where it does."""
    import msgspec

    from parvis.sources.connectors import CONNECTORS

    if source.kind not in CONNECTORS:
        return f"there is no kind of source {source.kind!r}"
    try:
        said = {**source.settings, "name": source.key}
        msgspec.convert(said, CONNECTORS[source.kind].settings)
    except msgspec.ValidationError as fault:
        return str(fault)
    return ""
