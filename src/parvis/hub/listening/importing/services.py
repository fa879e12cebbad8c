"""A file is offered, corrected, taken or dropped: each act with its right and its line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.listening.checking import settings_of
from parvis.hub.listening.importing import shelf
from parvis.hub.listening.importing.looking import look
from parvis.hub.listening.models import Import, Source
from parvis.hub.listening.services import activate
from parvis.hub.work.services import queue
from parvis.schema import MEDIA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from parvis.hub.common.asking import Actor
    from parvis.hub.objectives.public import Objective
    from parvis.hub.organisation.public import Unit

MOST: Final = 10
"""Files of one person that are not taken yet."""
OPEN: Final = ("looking", "shown", "faulty")
KEPT: Final = dt.timedelta(days=1)
"""After which a file that nobody took is forgotten."""
REJECTS_KEPT: Final = dt.timedelta(days=30)
EVERY: Final = 3600.0


@transaction.atomic
def offer(by: Actor, unit: Unit, file: UploadedFile[Any]) -> Import:
    """Take a file in, so as to show what is in it.

    Raises:
        ForbiddenError: `by` may not change what is listened to at the unit.
        RefusedError: it is empty or too large, or others of theirs wait.
    """
    require(by.rights, Act.LISTEN, unit.path)
    if Import.objects.filter(by=by.person, state__in=OPEN).count() >= MOST:
        text = _("%(n)d files of yours wait to be confirmed. Take them, or discard them.")
        raise RefusedError(text % {"n": MOST}, code="busy", field="file")
    folder, name = shelf.put(file)
    made = Import.objects.create(
        unit=unit, by=by.person, folder=folder, name=name, size=file.size or 0
    )
    queue("listening.look", file=made.pk, turn=0)
    return made


@transaction.atomic
def correct(by: Actor, one: Import, wish: Mapping[str, Any]) -> Import:
    """Have a file be read otherwise, and shown again.

    Arguments:
        by: who says so.
        one: that is not taken yet.
        wish: as `Import` has it.

    Raises:
        ForbiddenError: as `offer`.
        RefusedError: it is taken already, or there is no such medium.
    """
    require(by.rights, Act.LISTEN, one.unit.path)
    if wish.get("medium") not in {None, *MEDIA}:
        raise RefusedError(_("There is no such medium."), code="medium", field="medium")
    told = {"wish": dict(wish), "turn": F("turn") + 1, "state": Import.State.LOOKING}
    _change(one, **told)
    queue("listening.look", file=one.pk, turn=one.turn)
    return one


@transaction.atomic
def take(by: Actor, one: Import, *, name: str, objective: Objective | None) -> Source:
    """Have a file be taken into the lake, as a source of its own, for an objective.

    Raises:
        ForbiddenError: as `offer`.
        RefusedError: there is nothing to take, it is taken already, or the gate lets nothing pass.
    """
    require(by.rights, Act.LISTEN, one.unit.path)
    if one.state != Import.State.SHOWN or not one.told.get("readable"):
        raise RefusedError(_("There is nothing in it that could be taken."), code="nothing")
    said = {key: value for key, value in one.wish.items() if value not in (None, "", {})}
    settings = settings_of("files", {"path": shelf.place_of(one), "every": EVERY, **said})
    made = Source.objects.create(unit=one.unit, name=name, kind="files", settings=settings)
    record(
        "listening.source.imported", by.person, path=one.unit.path, about=f"source:{made.pk}",
        name=name, file=one.name,
    )  # fmt: skip
    activate(by, made, objective)
    _change(one, source=made, state=Import.State.TAKING)
    queue("listening.settle", file=one.pk)
    return made


@transaction.atomic
def drop(by: Actor, one: Import) -> None:
    """Discard a file that is not taken.

    Raises:
        ForbiddenError: as `offer`.
        RefusedError: it is taken already.
    """
    require(by.rights, Act.LISTEN, one.unit.path)
    _change(one, state=Import.State.FAULTY)
    one.delete()
    transaction.on_commit(lambda: shelf.clear(one))


def seen(pk: int, turn: int) -> None:
    """Look at a file, and keep what is seen unless it was corrected meanwhile; for the worker."""
    one = Import.objects.filter(pk=pk, turn=turn, state=Import.State.LOOKING).first()
    if one is None:
        return
    told = look(one)
    wish = told.pop("wish", one.wish)
    state = Import.State.FAULTY if told["fault"] else Import.State.SHOWN
    Import.objects.filter(pk=pk, turn=turn).update(told=told, wish=wish, state=state)


def forget() -> None:
    """Take out files that nobody took, and after a month what could not be read of the others."""
    now = timezone.now()
    for one in Import.objects.filter(state__in=OPEN, made_at__lt=now - KEPT):
        one.delete()
        shelf.clear(one)
    for one in Import.objects.filter(state="done", done_at__lt=now - REJECTS_KEPT):
        shelf.clear(one)


def _change(one: Import, **told: Any) -> None:
    """Change an import that is not taken yet; another who was quicker is told of."""
    if not Import.objects.filter(pk=one.pk, state__in=OPEN).update(**told):
        raise RefusedError(_("It is taken already."), code="taken")
    one.refresh_from_db()
