"""Each coder codes without the others; what they say otherwise is decided, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.hub.coding.books import book_of
from parvis.hub.coding.models import Code, Coder, Decision, Drawn, Sample
from parvis.hub.coding.services.samples import note
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import MissingError, RefusedError
from parvis.hub.common.reach import require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.codebook import Criterion
    from parvis.hub.common.asking import Actor


def coder_of(by: Actor, sample: Sample) -> Coder:
    """Return somebody as a coder of a sample.

    Raises:
        ForbiddenError: they may not see its unit.
        RefusedError: they do not code it.
    """
    require(by.rights, Act.SEE, sample.unit.path)
    found = Coder.objects.filter(sample=sample, person=by.person).first()
    if found is None:
        text = _("You do not code this sample. Whoever drew it names its coders.")
        raise RefusedError(text, code="coder")
    return found


@transaction.atomic
def save(by: Actor, sample: Sample, place: int, answers: Mapping[str, str]) -> None:
    """Keep what a coder says of one mention; when all have said all, the coding ends.

    Arguments:
        by: the coder.
        sample: that they code.
        place: of the mention in it.
        answers: by criterion; all of them.

    Raises:
        MissingError: there is no such mention.
        RefusedError: `by` is no coder of it, it has ended, or an answer is none of the values.
    """
    coder = coder_of(by, sample)
    held = Sample.objects.select_for_update().get(pk=sample.pk)
    if not held.is_open:
        text = _("The coding has ended: codes stay as they were given.")
        raise RefusedError(text, code="stopped")
    drawn = drawn_at(held, place)
    book = book_of(held.criteria)
    given = {one.name: _understood(one, answers.get(one.name, "")) for one in book.criterion}
    was_done = _is_done(coder)
    for name, value in given.items():
        Code.objects.update_or_create(
            coder=coder, drawn=drawn, criterion=name, defaults={"value": value}
        )
    if not was_done and _is_done(coder):
        note("done", by, held)
    if all(_is_done(one) for one in held.coders.all()):
        held.stopped_at = timezone.now()
        held.save(update_fields=["stopped_at"])


@transaction.atomic
def decide(
    by: Actor, sample: Sample, place: int, criterion: str, *, value: str, reason: str
) -> Decision:
    """Decide what holds of a mention on which coders said otherwise.

    Arguments:
        by: one of the coders, for both after they spoke of it; or a third who designs samples.
        sample, place, criterion: what is decided.
        value: one of the criterion's.
        reason: in a sentence.

    Raises:
        MissingError: there is no such mention or criterion.
        ForbiddenError: `by` may not see its unit.
        RefusedError: `by` neither coded it nor draws samples of its unit; it is being coded or put
            to use; the coders agree; there is no value or no reason.
    """
    is_coder = Coder.objects.filter(sample=sample, person=by.person).exists()
    require(by.rights, Act.SEE, sample.unit.path)
    if not is_coder and not by.rights.may(Act.LISTEN, sample.unit.path):
        text = _("Its coders decide together, or a third who may draw samples here.")
        raise RefusedError(text, code="third")
    if sample.is_open or sample.settled_at:
        text = _("Disagreements are decided between the end of coding and its use.")
        raise RefusedError(text, code="state")
    drawn, asked = drawn_at(sample, place), _criterion(sample, criterion)
    said = set(
        Code.objects.filter(drawn=drawn, criterion=criterion).values_list("value", flat=True)
    )
    if len(said) < 2:
        raise RefusedError(_("The coders do not disagree on it."), code="agreed")
    if not reason.strip():
        text = _("Say why, in a sentence: whoever codes next learns from it.")
        raise RefusedError(text, code="reason", field="reason")
    told = {"value": _understood(asked, value), "reason": reason.strip()[:500], "by": by.person}
    found, _new = Decision.objects.update_or_create(
        drawn=drawn, criterion=criterion, defaults=told | {"is_together": is_coder}
    )
    note("decided", by, sample, mention=drawn.place, criterion=criterion, value=found.value)
    return found


def drawn_at(sample: Sample, place: int) -> Drawn:
    """Return the mention at a place of a sample.

    Raises:
        MissingError: there is none.
    """
    found = Drawn.objects.filter(sample=sample, place=place).first()
    if found is None:
        raise MissingError(_("There is no such mention in this sample."))
    return found


def _criterion(sample: Sample, name: str) -> Criterion:
    book = book_of(sample.criteria)
    if name not in book.names:
        raise MissingError(_("There is no such criterion in this sample."))
    return book.of(name)


def _understood(criterion: Criterion, written: str) -> str:
    value = criterion.understood(written)
    if value is None:
        text = _("Choose a value of each criterion.")
        raise RefusedError(text, code="value", field=criterion.name)
    return value


def _is_done(coder: Coder) -> bool:
    """Whether somebody gave every code there is to give."""
    whole = coder.sample.drawn.count() * len(coder.sample.criteria)
    return coder.codes.count() >= whole
