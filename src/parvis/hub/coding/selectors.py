"""What is to be known of codebooks and samples, and what a coder may not know yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from parvis.hub.coding.models import Code, Codebook, Coder, Drawn, Sample
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import finds
from parvis.hub.common.rights import below

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parvis.hub.common.rights import Rights
    from parvis.hub.organisation.public import Unit
    from parvis.hub.people.models import Person

MOST = 200
_WITH = ("unit", "codebook", "perimeter__unit", "objective__unit")


@finds("codebook")
def codebook(key: int) -> tuple[Codebook, str] | None:
    found = Codebook.objects.select_related("unit").filter(pk=key).first()
    return (found, found.unit.path) if found else None


@finds("sample")
def sample(key: int) -> tuple[Sample, str] | None:
    found = Sample.objects.select_related(*_WITH).filter(pk=key).first()
    return (found, found.unit.path) if found else None


def codebooks(rights: Rights) -> QuerySet[Codebook]:
    """Return the codebooks that somebody may see."""
    held = Codebook.objects.filter(rights.within(Act.SEE, "unit__path"))
    return held.select_related("unit")[:MOST]


def choosable(rights: Rights, unit: Unit) -> QuerySet[Codebook]:
    """Return the codebooks for samples of a unit, its own or from above, that somebody may see."""
    parts = unit.path.strip("/").split("/")
    above = [f"/{'/'.join(parts[:end])}/" for end in range(1, len(parts) + 1)]
    held = Codebook.objects.filter(rights.within(Act.SEE, "unit__path"), unit__path__in=above)
    return held.select_related("unit")


def visible(rights: Rights) -> QuerySet[Sample]:
    """Return the samples that somebody may see, the newest first."""
    held = Sample.objects.filter(rights.within(Act.SEE, "unit__path"))
    return held.select_related(*_WITH)


def samples(rights: Rights, within: Unit | None = None) -> list[Sample]:
    """Return the newest of them, of a unit and those under it if one is named."""
    held = visible(rights)
    if within is not None:
        held = held.filter(below(within.path, "unit__path"))
    return list(held[:MOST])


def to_code(person: Person, rights: Rights) -> list[Progress]:
    """Return the samples that wait for somebody's codes."""
    mine = Coder.objects.filter(rights.within(Act.SEE, "sample__unit__path"), person=person)
    mine = mine.filter(sample__stopped_at=None).select_related(
        *(f"sample__{name}" for name in _WITH)
    )
    return [one for one in map(progress, mine) if not one.is_done]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder is."""

    coder: Coder
    done: int
    whole: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.whole


def progress(coder: Coder) -> Progress:
    """Return how many mentions somebody has coded whole, of how many."""
    asked = len(coder.sample.criteria)
    whole = coder.sample.drawn.count()
    given = Drawn.objects.filter(sample=coder.sample).annotate(
        given=Count("codes", filter=Q(codes__coder=coder))
    )
    return Progress(coder, given.filter(given__gte=asked).count(), whole)


def team(sample: Sample) -> list[Progress]:
    """Return how far each coder of a sample is."""
    return [progress(one) for one in sample.coders.select_related("person", "sample")]


def coder(sample: Sample, person: Person) -> Coder | None:
    """Return somebody as a coder of a sample; None where they are not."""
    return sample.coders.filter(person=person).select_related("person").first()


def is_blind(sample: Sample, person: Person) -> bool:
    """Tell whether somebody may not see yet what the others said: they code it still."""
    return sample.is_open and sample.coders.filter(person=person).exists()


def require_sight(sample: Sample, person: Person) -> None:
    """Refuse what others said to a coder who has not finished.

    Raises:
        RefusedError: somebody codes it still.
    """
    if is_blind(sample, person):
        text = _("You code this sample still: what others said is shown once all are done.")
        raise RefusedError(text, code="blind")


def next_place(coder: Coder, after: int = 0) -> int | None:
    """Return the place of the next mention to code, from the first again at the end."""
    asked = len(coder.sample.criteria)
    left = Drawn.objects.filter(sample=coder.sample).annotate(
        given=Count("codes", filter=Q(codes__coder=coder))
    )
    left = left.filter(given__lt=asked).order_by("place")
    found = left.filter(place__gt=after).first() or left.first()
    return found.place if found else None


def given(coder: Coder, drawn: Drawn) -> dict[str, str]:
    """Return what a coder said of a mention so far."""
    return dict(Code.objects.filter(coder=coder, drawn=drawn).values_list("criterion", "value"))
