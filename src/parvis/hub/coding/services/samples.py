"""Samples are drawn, their coding is ended, and what was coded is put to use."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.errors import CodebookError
from parvis.hub.audit.public import record
from parvis.hub.coding.drawing import cast
from parvis.hub.coding.frames import agreements, open_disagreements
from parvis.hub.coding.models import Coder, Drawn, Sample
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.organisation.public import people

if TYPE_CHECKING:
    from collections.abc import Collection

    from parvis.codebook.sampling import How
    from parvis.hub.coding.drawing import Ground, Lot
    from parvis.hub.coding.models import Codebook
    from parvis.hub.common.asking import Actor
    from parvis.hub.people.models import Person


def draw(
    by: Actor,
    ground: Ground,
    *,
    codebook: Codebook,
    coders: Collection[Person],
    how: How,
    size: int,
) -> Sample:
    """Draw mentions of a view by lot, for people to code each without the others.

    Arguments:
        by: who designs it.
        ground: what is drawn from.
        codebook: what is asked of them.
        coders: at least two people who may see the unit.
        how, size: as `parvis.codebook.sample` has them.

    Raises:
        ForbiddenError: `by` may not change what is listened to at the unit.
        RefusedError: the codebook asks nothing, there are too few coders, or nothing to draw from.
    """
    require(by.rights, Act.LISTEN, ground.unit.path)
    _require_coders(ground, coders)
    if not codebook.criteria:
        text = _("This codebook asks nothing yet: add a criterion first.")
        raise RefusedError(text, code="criteria", field="codebook")
    try:
        lot = cast(ground, codebook.criteria, how=how, size=size)
    except CodebookError as fault:
        raise _refused(how) from fault
    with transaction.atomic():
        made = _made(by, ground, codebook, how, lot)
        _give(made, lot, coders)
        note("drawn", by, made, n=lot.rows.height)
    return made


@transaction.atomic
def stop(by: Actor, sample: Sample) -> None:
    """End the coding of a sample before all is coded: its coders see one another's codes then.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        RefusedError: it has ended.
    """
    require(by.rights, Act.LISTEN, sample.unit.path)
    ended = Sample.objects.filter(pk=sample.pk, stopped_at=None)
    if not ended.update(stopped_at=timezone.now()):
        raise RefusedError(_("It has ended already."), code="stopped")
    note("stopped", by, sample)


@transaction.atomic
def settle(by: Actor, sample: Sample) -> None:
    """Have a coded sample put shares right, from now on.

    Raises:
        ForbiddenError: `by` may not change what is listened to at its unit.
        RefusedError: it is being coded, coders disagree on something undecided, or on too much.
    """
    require(by.rights, Act.LISTEN, sample.unit.path)
    held = Sample.objects.select_for_update().get(pk=sample.pk)
    if held.is_open:
        raise RefusedError(_("It is still being coded."), code="open")
    usable = [one.criterion for one in agreements(held) if one.is_usable]
    if not usable:
        text = _("No criterion can be used: its coders agree too little, or nobody coded it twice.")
        raise RefusedError(text, code="alpha")
    if left := open_disagreements(held, usable):
        text = _("%(n)s disagreements are undecided: decide them first.") % {"n": left}
        raise RefusedError(text, code="undecided")
    held.settled_at, held.usable = timezone.now(), usable
    held.save(update_fields=["settled_at", "usable"])
    note("settled", by, held, criteria=usable)


def note(verb: str, by: Actor, sample: Sample, **told: object) -> None:
    """Add a line to the trail about a sample."""
    record(
        f"coding.{verb}", by.person, path=sample.unit.path, about=f"sample:{sample.pk}",
        name=str(sample), **told,
    )  # fmt: skip


def _require_coders(ground: Ground, coders: Collection[Person]) -> None:
    may = set(people(ground.unit, Act.SEE).values_list("pk", flat=True))
    if len(coders) < 2 or any(one.pk not in may for one in coders):
        text = _("Name two people at least who may see this unit: one alone agrees with nobody.")
        raise RefusedError(text, code="coders", field="coders")


def _refused(how: str) -> RefusedError:
    if how == Sample.How.INFORMATIVE:
        text = _(
            "The machine reads nothing of what this codebook asks, or there is nothing to draw."
        )
        return RefusedError(text, code="informative", field="how")
    return RefusedError(_("There is nothing to draw from: show more days."), code="empty")


def _made(by: Actor, ground: Ground, codebook: Codebook, how: How, lot: Lot) -> Sample:
    wanted = ground.wanted
    return Sample.objects.create(
        unit=ground.unit, codebook=codebook, criteria=codebook.criteria, by=by.person,
        perimeters=ground.versions, address=wanted.address, zone=wanted.zone, since=wanted.since,
        until=wanted.until, how=how, seed=lot.seed, population=lot.population,
        arrival=lot.arrival, **{ground.scope.kind: ground.thing},
    )  # fmt: skip


def _give(sample: Sample, lot: Lot, coders: Collection[Person]) -> None:
    """Keep what was drawn, and who codes it, each under a letter."""
    letters = zip(ascii_uppercase, coders, strict=False)
    Coder.objects.bulk_create(Coder(sample=sample, person=one, letter=at) for at, one in letters)
    Drawn.objects.bulk_create(
        Drawn(
            sample=sample, place=place, mention=row["id"], brands=row["brands"] or [],
            stratum=row["stratum"] or "", inclusion=row["inclusion"],
        )
        for place, row in enumerate(lot.rows.iter_rows(named=True), 1)
    )  # fmt: skip
