"""What coders said, side by side, and how far they agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parvis.hub.coding.frames import agreements
from parvis.hub.coding.mentions import words
from parvis.hub.coding.models import Code, Decision
from parvis.hub.coding.verdicts import verdict
from parvis.hub.common.acts import Act

if TYPE_CHECKING:
    from parvis.codebook import Agreement
    from parvis.figures import Figure
    from parvis.hub.coding.books import Asked
    from parvis.hub.coding.models import Sample
    from parvis.hub.common.asking import Actor
    from parvis.hub.common.rights import Rights


@dataclass(frozen=True, slots=True)
class Compared:
    """What was said of one mention by one criterion.

    Arguments:
        place: of the mention.
        row: its words; None where it is gone.
        asked: the criterion.
        said: by the letter of each coder, in their order; empty where they said nothing.
        decision: what was decided, if it was.
    """

    place: int
    row: dict[str, Any] | None
    asked: Asked
    said: dict[str, str]
    decision: Decision | None = field(default=None)

    @property
    def is_split(self) -> bool:
        """Whether coders said otherwise."""
        return len({value for value in self.said.values() if value}) > 1


@dataclass(frozen=True, slots=True)
class Told:
    """How far coders agree on a criterion, with what it means, and its shares."""

    asked: Asked
    found: Agreement
    words: str
    shares: list[Figure]


def side_by_side(sample: Sample) -> list[Compared]:
    """Return what coders said of each mention: first undecided, then decided, then the rest."""
    held, decided = _said(sample), _decided(sample)
    letters, known = list(sample.coders.values_list("letter", flat=True)), words(sample)
    rows = [
        Compared(
            drawn.place, known.get(drawn.mention), asked,
            {letter: held[drawn.pk, asked["name"]].get(letter, "") for letter in letters},
            decided.get((drawn.pk, asked["name"])),
        )
        for drawn in sample.drawn.all()
        for asked in sample.criteria
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (not one.is_split, one.decision is not None, one.place))


def summary(sample: Sample, rights: Rights) -> dict[str, Any]:
    """Return how far coders agree, what is undecided, and the shares, once there are any."""
    from parvis.hub.coding.shares import figures

    by_name: dict[str, list[Figure]] = defaultdict(list)
    if not sample.is_open:
        for figure in figures(sample, rights):
            if "brand" not in figure.by:
                by_name[str(figure.by["criterion"])].append(figure)
    told = [
        Told(asked, found, verdict(found), by_name[asked["name"]])
        for asked, found in zip(sample.criteria, agreements(sample), strict=True)
    ]
    split = [one for one in side_by_side(sample) if one.is_split]
    return {"told": told, "split": len(split), "open": sum(not one.decision for one in split)}


def may_decide(by: Actor, sample: Sample) -> bool:
    """Tell whether somebody may decide disagreements of a sample now."""
    is_coder = sample.coders.filter(person=by.person).exists()
    may = is_coder or by.rights.may(Act.LISTEN, sample.unit.path)
    return may and not sample.is_open and sample.settled_at is None


def _said(sample: Sample) -> defaultdict[tuple[int, str], dict[str, str]]:
    held: defaultdict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    rows = Code.objects.filter(drawn__sample=sample)
    for drawn, criterion, letter, value in rows.values_list(
        "drawn_id", "criterion", "coder__letter", "value"
    ):
        held[drawn, criterion][letter] = value
    return held


def _decided(sample: Sample) -> dict[tuple[int, str], Decision]:
    held = Decision.objects.filter(drawn__sample=sample).select_related("by")
    return {(one.drawn_id, one.criterion): one for one in held}
