"""What the mentions that were read say of a query: how precise it is, what would mend it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl
from django.conf import settings

from parvis.hub.editor.models import Judgement
from parvis.hub.editor.recent import recent
from parvis.hub.editor.trying import Count, attempt
from parvis.perimeter.language.parse import parse
from parvis.store import is_lake, open_lake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.hub.common.rights import Rights
    from parvis.hub.listening.public import Perimeter
    from parvis.perimeter.language.tree import Query
    from parvis.perimeter.learn.measure import Share
    from parvis.perimeter.learn.proposals import Proposal

MOST: Final = 1_000
"""Judgements that are learnt from: the last ones."""
PROPOSED: Final = 5
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A term to add or to exclude.

    Arguments:
        proposal: as the library makes it.
        query: with it.
        come, gone: mentions of the last days that it would bring, and let go; None without a lake.
    """

    proposal: Proposal
    query: str
    come: Count | None
    gone: Count | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt.

    Arguments:
        judged: mentions that were read, of any version.
        of_this: those that this version found.
        precision: of those, the part that is relevant.
        offers: the best first, additions before exclusions.
    """

    judged: int
    of_this: int
    precision: Share
    offers: list[Offer]


def lesson(perimeter: Perimeter, rights: Rights) -> Lesson:
    """Return what the judgements on a perimeter say of its query."""
    from parvis.perimeter.learn.measure import share
    from parvis.perimeter.learn.proposals import learn

    last = _last(perimeter)
    ours = [one for one in last if one.version == perimeter.version]
    right = sum(one.is_relevant for one in ours)
    query, labelled = parse(perimeter.query), _labelled(last)
    learnt = learn(query, labelled).proposals if labelled.height else ()
    offers = _offers(query, learnt, rights)
    return Lesson(len(last), len(ours), share(right, len(ours)), offers)


def _last(perimeter: Perimeter) -> list[Judgement]:
    """The last judgement on each mention."""
    held = Judgement.objects.filter(perimeter=perimeter).order_by("-made_at", "-pk")[:MOST]
    return list({one.mention: one for one in reversed(held)}.values())


def _labelled(judged: Sequence[Judgement]) -> pl.DataFrame:
    """The mentions that were judged, as far as they are still held."""
    told = pl.DataFrame(
        [(one.mention, one.is_relevant) for one in judged],
        schema={"id": pl.String, "relevant": pl.Boolean}, orient="row",
    )  # fmt: skip
    if not judged or not is_lake(settings.LAKE):
        return told.clear()
    days = [one.said_on for one in judged]
    rows = open_lake(settings.LAKE).mentions(days=(min(days) - _DAY, max(days) + _DAY))
    held = rows.filter(pl.col("id").is_in(told["id"].implode())).collect(engine="streaming")
    return held.join(told, on="id")


def _offers(query: Query, learnt: Sequence[Proposal], rights: Rights) -> list[Offer]:
    written = [(one, one.applied(query)) for one in _first(learnt)]
    said = recent()
    if said is None or not written or not said.pieces:
        return [Offer(one, text, None, None) for one, text in written]
    trial = attempt(said, [query, *(parse(text) for _one, text in written)], rights)
    return [
        Offer(one, text, *(trial.count(marks) for marks in trial.moved(at)))
        for at, (one, text) in enumerate(written, 1)
    ]


def _first(learnt: Sequence[Proposal]) -> list[Proposal]:
    """The best of each kind."""
    kinds = [[one for one in learnt if one.kind == kind] for kind in ("add", "exclude")]
    return [one for some in kinds for one in some[:PROPOSED]]
