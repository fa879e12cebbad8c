"""Codebooks are written, and their criteria changed; a sample keeps what it was drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.coding.books import MOST, TARGETS, Asked, name_of, starter
from parvis.hub.coding.models import Codebook
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit


@transaction.atomic
def add_codebook(by: Actor, unit: Unit, *, name: str, begins: bool = False) -> Codebook:
    """Write a codebook.

    Arguments:
        by: who writes it.
        unit: whose it is.
        name: by which people know it.
        begins: with tonality, defined as most do.

    Raises:
        ForbiddenError: `by` may not change what is listened to at the unit.
    """
    require(by.rights, Act.LISTEN, unit.path)
    made = Codebook.objects.create(unit=unit, name=name, criteria=[starter()] if begins else [])
    _note("added", by, made)
    return made


@transaction.atomic
def put_criterion(by: Actor, codebook: Codebook, told: Asked, name: str = "") -> str:
    """Add a criterion, or change one, and return its name.

    Arguments:
        by: who does.
        codebook: that it is of.
        told: the criterion; its name is found where it is new.
        name: of the one that it stands for.

    Raises:
        ForbiddenError: as `add_codebook`.
        RefusedError: it cannot be coded, or stands for what its target does not have.
    """
    require(by.rights, Act.LISTEN, codebook.unit.path)
    held = Codebook.objects.select_for_update().get(pk=codebook.pk)
    names = [one["name"] for one in held.criteria]
    told["name"] = name if name in names else name_of(told["title"], names)
    require_codable(told)
    kept = [told if one["name"] == told["name"] else one for one in held.criteria]
    held.criteria = kept if name in names else [*kept, told]
    held.save(update_fields=["criteria"])
    _note("changed", by, held, criterion=told["name"])
    return told["name"]


@transaction.atomic
def drop_criterion(by: Actor, codebook: Codebook, name: str) -> None:
    """Take a criterion out; samples that were drawn with it keep it."""
    require(by.rights, Act.LISTEN, codebook.unit.path)
    held = Codebook.objects.select_for_update().get(pk=codebook.pk)
    held.criteria = [one for one in held.criteria if one["name"] != name]
    held.save(update_fields=["criteria"])
    _note("changed", by, held, criterion=name)


def require_codable(told: Asked) -> None:
    """Refuse a criterion that nobody could code, or that puts right what it does not say."""
    codes = [value["code"].casefold() for value in told["value"]]
    is_number = told["level"] == "interval"
    if len(codes) < 2 and not (is_number and not codes):
        text = _("Give it two values at least, so that there is something to choose between.")
        raise RefusedError(text, code="values")
    if len(codes) > MOST:
        text = _("Give it %(most)s values at most: a digit chooses each.") % {"most": MOST}
        raise RefusedError(text, code="values")
    if len(set(codes)) < len(codes):
        raise RefusedError(_("Two of its values are the same: take one away."), code="values")
    if is_number and not all(_is_number(code) for code in codes):
        text = _("Its values are numbers: write numbers, or choose degrees in an order.")
        raise RefusedError(text, code="values", field="level")
    _require_target(told)


def _require_target(told: Asked) -> None:
    """Refuse classes that the target does not have, and a target without any."""
    known = TARGETS.get(told["target"], ())
    read = [name for value in told["value"] for name in value["read"]]
    if any(name not in known for name in read):
        text = _("A value stands for something that is not of what the criterion puts right.")
        raise RefusedError(text, code="target", field="target")
    if told["target"] and (
        not read or (told["target"] == "tonality" and len(set(read)) < len(known))
    ):
        text = _(
            "Say of its values what each stands for on the dashboards: all of it is to be there."
        )
        raise RefusedError(text, code="target", field="target")


def _is_number(text: str) -> bool:
    return text.replace("-", "", 1).replace(".", "", 1).isdecimal()


def _note(verb: str, by: Actor, codebook: Codebook, **told: str) -> None:
    record(
        f"coding.codebook.{verb}", by.person, path=codebook.unit.path,
        about=f"codebook:{codebook.pk}", name=codebook.name, **told,
    )  # fmt: skip
