"""What people add to what is explored: corrections, tags, saved views, notes on days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError, RefusedError
from parvis.hub.common.reach import require
from parvis.hub.explore.frames import holds
from parvis.hub.explore.models import Correction, Note, Tag, View
from parvis.hub.explore.scopes import of_perimeter
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.asking import Actor
    from parvis.hub.explore.models import Seen
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.listening.public import Perimeter

VALUES = {
    "tonality": TONALITIES,
    "interaction": INTERACTIONS,
    "relevant": ("yes", "no"),
}


@transaction.atomic
def correct(
    by: Actor, perimeter: Perimeter, *, mention: str, criterion: str, value: str
) -> Correction:
    """Say what a mention is, where the machine read something else; empty takes it back.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        MissingError: the perimeter has no such mention.
        RefusedError: there is no such criterion, or no such value.
    """
    require(by.rights, Act.LISTEN, perimeter.unit.path)
    if criterion not in VALUES or value not in {"", *VALUES[criterion]}:
        raise RefusedError(_("A mention cannot be called that."), field="value")
    if not holds(of_perimeter(perimeter), mention):
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    made = Correction.objects.create(
        perimeter=perimeter, mention=mention, criterion=criterion, value=value, by=by.person
    )
    record(
        "explore.mention.corrected", by.person, path=perimeter.unit.path,
        about=f"perimeter:{perimeter.pk}", name=perimeter.name, mention=mention[:120],
        criterion=criterion, value=value,
    )  # fmt: skip
    return made


@transaction.atomic
def tag(by: Actor, perimeter: Perimeter, *, mention: str, words: Iterable[str]) -> None:
    """Give a mention these words, and take away all others that it was given.

    Arguments:
        by: who does.
        perimeter: within which it is found by them.
        mention: its id in the lake.
        words: of 40 characters at most; the case of one that is there stays.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        MissingError: the perimeter has no such mention.
    """
    require(by.rights, Act.LISTEN, perimeter.unit.path)
    if not holds(of_perimeter(perimeter), mention):
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    held = {one.word.lower(): one for one in perimeter.tags.filter(mention=mention)}
    told = {word.lower(): word for word in words}
    perimeter.tags.filter(pk__in=[one.pk for key, one in held.items() if key not in told]).delete()
    Tag.objects.bulk_create(
        Tag(perimeter=perimeter, mention=mention, word=_in_use(perimeter, word), by=by.person)
        for key, word in told.items()
        if key not in held
    )
    record(
        "explore.mention.tagged", by.person, path=perimeter.unit.path,
        about=f"perimeter:{perimeter.pk}", name=perimeter.name, mention=mention[:120],
        words=", ".join(told.values())[:300],
    )  # fmt: skip


def _in_use(perimeter: Perimeter, word: str) -> str:
    """A word as it was written before, whatever its case."""
    known = perimeter.tags.filter(word__iexact=word).first()
    return known.word if known else word


@transaction.atomic
def save_view(by: Actor, scope: Scope, *, name: str, address: str) -> View:
    """Keep a dashboard with its filters, for all who see its unit.

    Raises:
        ForbiddenError: `by` may not see it.
    """
    require(by.rights, Act.SEE, scope.path)
    return View.objects.create(name=name, address=address, by=by.person, **_of(scope))


@transaction.atomic
def note(by: Actor, scope: Scope, *, day: dt.date, text: str) -> Note:
    """Say what happened on a day.

    Raises:
        ForbiddenError: `by` may not see it.
    """
    require(by.rights, Act.SEE, scope.path)
    return Note.objects.create(day=day, text=text, by=by.person, **_of(scope))


def drop(by: Actor, held: Seen, path: str) -> None:
    """Take a view or a note away: one's own, or as a manager of the unit.

    Raises:
        RefusedError: it is somebody else's.
    """
    if held.by_id != by.person.pk and not by.rights.may(Act.MANAGE, path):
        raise RefusedError(_("It is somebody else's: ask them, or a manager of this unit."))
    held.delete()


def _of(scope: Scope) -> dict[str, int]:
    return {f"{scope.kind}_id": scope.pk}
