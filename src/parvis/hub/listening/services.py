"""Perimeters and sources are added, changed, activated through the gate, and retired."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.listening import keeping
from parvis.hub.listening.allowing import allowed, require_owner
from parvis.hub.listening.checking import require_query, settings_of
from parvis.hub.listening.models import Ear, Import, Perimeter, Source, Wording
from parvis.hub.objectives.public import gate

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.listening.allowing import Settings
    from parvis.hub.objectives.public import Objective
    from parvis.hub.organisation.public import Unit


@transaction.atomic
def add_perimeter(
    by: Actor, unit: Unit, *, name: str, query: str, is_ours: bool = True
) -> Perimeter:
    """Add a perimeter; it is not listened for until it is activated.

    Raises:
        ForbiddenError: `by` may not change what is listened to at the unit.
        RefusedError: its query cannot be understood.
    """
    require(by.rights, Act.LISTEN, unit.path)
    require_query(query)
    made = Perimeter.objects.create(unit=unit, name=name, query=query, is_ours=is_ours)
    Wording.objects.create(perimeter=made, number=1, query=query, by=by.person)
    _note("added", by, made)
    return made


@transaction.atomic
def change_perimeter(
    by: Actor, perimeter: Perimeter, *, name: str, query: str, is_ours: bool | None = None
) -> Perimeter:
    """Change a perimeter; another query is another version, and what is held is marked anew.

    Raises:
        ForbiddenError, RefusedError: as `add_perimeter`.
    """
    require(by.rights, Act.LISTEN, perimeter.unit.path)
    require_query(query)
    held = Perimeter.objects.select_for_update().get(pk=perimeter.pk)
    is_new = held.query != query
    held.name, held.query, held.version = name, query, held.version + is_new
    held.is_ours = held.is_ours if is_ours is None else is_ours
    held.save(update_fields=["name", "query", "version", "is_ours"])
    if is_new:
        told = {"number": held.version, "query": query, "by": by.person}
        Wording.objects.create(perimeter=held, **told)
    _note("changed", by, held, version=held.version)
    if held.is_active and is_new:
        _changed()
    return held


@transaction.atomic
def add_source(by: Actor, unit: Unit, *, name: str, kind: str, settings: Settings) -> Source:
    """Add a source; nothing is fetched from it until it is activated.

    Arguments:
        by: who adds it.
        unit: that it is of.
        name: by which people know it.
        kind: see `Source`.
        settings: by name, or as a listen file has them.

    Raises:
        ForbiddenError: `by` may not change what is listened to at the unit, or the source touches
            the machine of the hub and they do not own the organisation.
        RefusedError: the connector does not take its settings.
    """
    said = allowed(by, unit, kind, settings)
    made = Source.objects.create(unit=unit, name=name, kind=kind, settings=said)
    _note("added", by, made, kind=kind)
    return made


@transaction.atomic
def add_keyed_source(
    by: Actor, unit: Unit, *, secret: str, expires: dt.date | None, **said: Any
) -> Source:
    """Add a source together with its key, if it has one; see `add_source` and `keep_key`."""
    made = add_source(by, unit, **said)
    return keep_key(by, made, secret=secret, expires=expires) if secret else made


@transaction.atomic
def change_source(by: Actor, source: Source, *, name: str, settings: Settings) -> Source:
    """Change a source; what was fetched from it stays, and it goes on where it was.

    Raises:
        ForbiddenError, RefusedError: as `add_source`.
    """
    allowed(by, source.unit, source.kind, source.settings)
    said = allowed(by, source.unit, source.kind, settings)
    is_other = source.settings != said
    source.name, source.settings = name, said
    source.save(update_fields=["name", "settings"])
    _note("changed", by, source)
    if source.is_active and is_other:
        _changed()
    return source


@transaction.atomic
def keep_key(by: Actor, source: Source, *, secret: str, expires: dt.date | None = None) -> Source:
    """Keep the key by which a source is asked, sealed; nobody reads it again.

    Arguments:
        by: who gives it.
        source: that it is for; its setting `key` names it from now on.
        secret: the key.
        expires: the last day on which it is valid.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit, or does not own the
            organisation.
        RefusedError: it cannot be kept.
    """
    require(by.rights, Act.LISTEN, source.unit.path)
    require_owner(by, source.unit)
    source.settings = settings_of(source.kind, source.settings | {"key": source.key})
    source.save(update_fields=["settings"])
    _note("keyed", by, source)
    if source.is_active:
        _changed()
    keeping.keep(source.key, secret, expires)
    return source


@transaction.atomic
def activate(by: Actor, thing: Perimeter | Source, objective: Objective | None) -> list[str]:
    """Have something be listened to, for an objective; return what is doubtful about that one.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        RefusedError: it is active already, or the gate lets nothing pass for this objective.
    """
    require(by.rights, Act.LISTEN, thing.unit.path)
    if isinstance(thing, Source) and Import.objects.filter(source=thing).exists():
        raise RefusedError(_("It is a file that was imported: import it again."), code="imported")
    doubts = gate(objective, at=thing.unit.path)
    held = type(thing).objects.filter(pk=thing.pk, active_since=None)
    told = {"objective": objective, "active_since": timezone.now(), "retired_at": None}
    if not held.update(**told):
        raise RefusedError(_("It is active already."), code="active")
    thing.refresh_from_db()
    _note("activated", by, thing, objective=thing.objective_id)
    _changed()
    return doubts


@transaction.atomic
def retire(by: Actor, thing: Perimeter | Source) -> None:
    """Have something be listened to no more; what it gave stays.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        RefusedError: it is not active.
    """
    require(by.rights, Act.LISTEN, thing.unit.path)
    held = type(thing).objects.filter(pk=thing.pk, active_since__isnull=False)
    if not held.update(active_since=None, retired_at=timezone.now()):
        raise RefusedError(_("It is not active."), code="retired")
    thing.refresh_from_db()
    _note("retired", by, thing)
    _changed()


def leave(source: Source) -> None:
    """Listen no more to a source that has given all it has; nobody did it, so no line says so."""
    held = Source.objects.filter(pk=source.pk, active_since__isnull=False)
    if held.update(active_since=None, retired_at=timezone.now()):
        _changed()


def _changed() -> None:
    """Tell the listener that there is something else to listen to."""
    Ear.objects.get_or_create(id=1)
    Ear.objects.filter(id=1).update(version=F("version") + 1)


def _note(verb: str, by: Actor, thing: Perimeter | Source, **told: Any) -> None:
    record(
        f"listening.{thing.kind_name}.{verb}", by.person, path=thing.unit.path,
        about=f"{thing.kind_name}:{thing.pk}", name=thing.name, **told,
    )  # fmt: skip
