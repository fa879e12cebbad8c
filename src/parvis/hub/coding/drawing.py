"""Drawing mentions by lot: what there is to draw from, and how sure a share becomes by so many."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import polars as pl
from django.utils import timezone

from parvis.analyse.powered import Sample as Coded
from parvis.analyse.powered import powered
from parvis.codebook import sample
from parvis.hub.coding.books import book_of
from parvis.hub.coding.scopes import versions
from parvis.hub.explore.public import Filters, mentions, of_objective, of_perimeter
from parvis.hub.listening.public import Perimeter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from parvis.codebook.sampling import How
    from parvis.hub.coding.books import Asked
    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.public import Scope
    from parvis.hub.objectives.public import Objective
    from parvis.hub.organisation.public import Unit

SIZES: Final = (50, 100, 200, 400, 800)
_READ: Final = ("id", "title", "text", "tonality_p", "interaction_p")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is drawn from.

    Arguments:
        thing: whose mentions they are.
        scope, wanted: the same as a view, with nothing beside it: that is not drawn from.
    """

    thing: Perimeter | Objective
    scope: Scope
    wanted: Filters

    @classmethod
    def of(cls, thing: Perimeter | Objective, by: Rights, asked: QueryDict) -> Self:
        """Return what the view of an address shows.

        Arguments:
            thing: that it explores.
            by: whose rights choose the perimeters of an objective.
            asked: the query of the address.
        """
        scope = of_perimeter(thing) if isinstance(thing, Perimeter) else of_objective(thing, by)
        return cls(thing, scope, Filters.read(asked, scope, timezone.localdate()))

    @property
    def unit(self) -> Unit:
        return self.thing.unit

    @property
    def versions(self) -> dict[str, int]:
        """The version of each perimeter that is drawn from, by its key."""
        return versions(self.wanted.brands or self.scope.names)


@dataclass(frozen=True, slots=True)
class Lot:
    """What was drawn.

    Arguments:
        rows: id, brands, stratum, inclusion; in an order left to chance.
        population: how many there were to draw from.
        arrival: of the newest of them.
        seed: by which the same ones are drawn again.
    """

    rows: pl.DataFrame
    population: int
    arrival: int
    seed: int


def cast(ground: Ground, criteria: Iterable[Asked], *, how: How, size: int) -> Lot:
    """Draw mentions of a view by lot.

    Raises:
        CodebookError: there is nothing to draw from, or nothing that the machine is unsure of.
    """
    found = mentions(ground.scope, ground.wanted, _READ)
    seed = secrets.randbelow(1 << 31)
    drawn = sample(found, book_of(criteria), min(size, found.height), how=how, seed=seed)
    newest = found["arrival"].max()
    return Lot(drawn.drop("text"), found.height, int(newest or 0), seed)  # type: ignore[arg-type]


def sizes(population: int) -> list[tuple[int, float]]:
    """Return how many might be coded, and by how many points a share may be off then."""
    offered = [size for size in SIZES if size < population]
    return [(size, reach(size, population)) for size in offered]


def reach(size: int, population: int) -> float:
    """Return half the width of the interval of a share of 50 %, in points: the widest there is.

    The machine's reading makes it narrower; how much, only codes can tell.

    >>> [round(reach(size, of), 1) for size, of in ((100, 10_000), (400, 10_000), (50, 50))]
    [9.9, 4.8, 0.0]
    """
    half = np.arange(size) % 2
    codes = np.stack([half, 1 - half], axis=1).astype(np.float64)
    told = Coded(
        codes=codes, read=0 * codes, inclusion=np.full(size, size / population),
        strata=np.zeros(size, int),
    )  # fmt: skip
    found = powered(told, np.zeros(2))
    return float(100 * (found.high[0] - found.low[0]) / 2)
