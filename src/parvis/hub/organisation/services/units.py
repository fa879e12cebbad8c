"""Units are added, changed and moved."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.common.rights import below
from parvis.hub.events import bus
from parvis.hub.events.organisation import UnitMade
from parvis.hub.organisation.models import Unit

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor

DEEPEST = 12
TOLD = ("name", "kind", "code", "country")


@transaction.atomic
def found(name: str, code: str) -> Unit:
    """Make the organisation itself: the root of the tree."""
    root = _planted(Unit(name=name, code=code, kind=Unit.Kind.GROUP))
    record("organisation.founded", None, path=root.path, about=f"unit:{root.pk}", name=name)
    return root


@transaction.atomic
def add_unit(by: Actor, parent: Unit, **told: str) -> Unit:
    """Add a unit under another.

    Arguments:
        by: who adds it.
        parent: that it comes under.
        told: its `name`, `kind`, `code` and `country`.

    Raises:
        ForbiddenError: `by` may not manage the parent.
        RefusedError: the code is taken, or the tree is deep enough.
    """
    require(by.rights, Act.MANAGE, parent.path)
    if parent.depth + 1 >= DEEPEST:
        raise RefusedError(_("Units are at most %(n)d deep.") % {"n": DEEPEST}, code="too_deep")
    unit = _planted(Unit(parent=parent, **told))
    about = {"name": unit.name, "code": unit.code}
    record("organisation.unit.made", by.person, path=unit.path, about=f"unit:{unit.pk}", **about)
    bus.tell(UnitMade(unit.pk, unit.path))
    return unit


@transaction.atomic
def change_unit(by: Actor, unit: Unit, **told: str) -> Unit:
    """Change what a unit is called and what it is.

    Arguments:
        by: who changes it.
        unit: that is changed.
        told: its `name`, `kind`, `code` and `country`, those of them that change.

    Raises:
        ForbiddenError: `by` may not manage it.
        RefusedError: the code is taken.
    """
    require(by.rights, Act.MANAGE, unit.path)
    changed = {
        field: [getattr(unit, field), value]
        for field, value in told.items()
        if getattr(unit, field) != value
    }
    for field, (_before, after) in changed.items():
        setattr(unit, field, after)
    _saved(unit)
    record(
        "organisation.unit.changed", by.person, path=unit.path, about=f"unit:{unit.pk}",
        changed=changed,
    )  # fmt: skip
    return unit


@transaction.atomic
def move_unit(by: Actor, unit: Unit, under: Unit) -> Unit:
    """Move a unit and all below it under another; roles held above it are inherited anew.

    Raises:
        ForbiddenError: `by` may not manage what it leaves and what it comes to.
        RefusedError: it would come under itself, or it is the organisation.
    """
    if unit.parent is None:
        raise RefusedError(_("The organisation itself stays where it is."), code="root")
    old = unit.path
    require(by.rights, Act.MANAGE, unit.parent.path)
    require(by.rights, Act.MANAGE, under.path)
    if under.path.startswith(old):
        raise RefusedError(_("A unit does not come under itself."), code="ring")
    new = f"{under.path}{unit.pk}/"
    unit.parent = under
    unit.save(update_fields=["parent"])
    Unit.objects.filter(below(old)).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    told = {"before": old, "after": new}
    record("organisation.unit.moved", by.person, path=new, about=f"unit:{unit.pk}", **told)
    unit.refresh_from_db()
    return unit


def _planted(unit: Unit) -> Unit:
    """Save a unit, its path known once its id is."""
    unit.path = f"?{secrets.token_hex(8)}"
    _saved(unit)
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _saved(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        text = _("There is a unit with the code “%(code)s” already.") % {"code": unit.code}
        raise RefusedError(text, code="taken", field="code") from None
