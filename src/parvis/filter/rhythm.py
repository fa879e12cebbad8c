"""Who posts the same thing at the same moment, and how often chance alone would have it so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers: TypeAlias = "NDArray[np.int64]"
    Floats: TypeAlias = "NDArray[np.float64]"

SHUFFLES: Final = 20
MOVED: Final = 300.0  # seconds, to either side
NO_GROUP: Final = -1
MOST_PARTNERS: Final = 64  # of a mention among those right after it: a rush must stay bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Mentions that say what others say, by object and time.

    Arguments:
        row: of each in its frame.
        thing: what it says, a number.
        author: who says it, a number.
        at: when, in seconds.
        grain: the seconds to which times are told.
        window: seconds between two that are said together, at most.
        participation: how many of them an author needs.
    """

    row: Integers
    thing: Integers
    author: Integers
    at: Floats
    grain: float
    window: float
    participation: int

    @property
    def authors(self) -> int:
        """One more than the greatest number of an author."""
        return int(self.author.max(initial=-1)) + 1

    def moved(self, chance: np.random.Generator) -> Shares:
        """Move every time by itself, by up to five minutes, to the same grain."""
        reach = max(1, round(MOVED / self.grain))
        at = self.at + self.grain * chance.integers(-reach, reach + 1, self.at.size)
        return replace(self, at=at).in_order()

    def in_order(self) -> Shares:
        """Put them in the order of what they say, then of time."""
        order = np.lexsort((self.row, self.at, self.thing))
        sorted_ = {name: getattr(self, name)[order] for name in ("row", "thing", "author", "at")}
        return replace(self, **sorted_)


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of authors, the lesser number first, and how many pairs of mentions join each."""

    one: Integers
    other: Integers
    weight: Integers

    def where(self, kept: NDArray[np.bool_]) -> Edges:
        """Return some of them."""
        return Edges(self.one[kept], self.other[kept], self.weight[kept])

    def weight_at(self, percentile: float) -> float:
        """Return the weight at a percentile of all; 0 where there is no edge."""
        return float(np.quantile(self.weight, percentile)) if self.weight.size else 0.0


def pairs_of(shares: Shares) -> tuple[Integers, Integers]:
    """Return the pairs of places that are said together by two authors who do so often enough.

    Arguments:
        shares: in order.

    >>> several = {name: np.array([0, 1, 2, 3]) for name in ("row", "author")}
    >>> shares = Shares(
    ...     **several,
    ...     thing=np.zeros(4, int),
    ...     at=np.array([0.0, 4, 90, 95]),
    ...     grain=1,
    ...     window=10,
    ...     participation=1,
    ... )
    >>> [places.tolist() for places in pairs_of(shares)]
    [[0, 2], [1, 3]]
    """
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    near = np.arange(shares.at.size)
    for behind in range(1, MOST_PARTNERS + 1):
        near = near[near + behind < shares.at.size]
        later = near + behind
        is_near = shares.at[later] - shares.at[near] <= shares.window
        near = near[is_near & (shares.thing[later] == shares.thing[near])]
        if not near.size:
            break
        by_two = near[shares.author[near] != shares.author[near + behind]]
        first.append(by_two)
        second.append(by_two + behind)
    return _often(shares, np.concatenate(first), np.concatenate(second))


def _often(shares: Shares, first: Integers, second: Integers) -> tuple[Integers, Integers]:
    """Leave out the pairs of authors who have too few mentions in pairs."""
    if not first.size:
        return first, second
    paired = np.unique(np.concatenate([first, second]))
    count = np.bincount(shares.author[paired])
    enough = [count[shares.author[places]] >= shares.participation for places in (first, second)]
    kept = enough[0] & enough[1]
    return first[kept], second[kept]


def edges_of(shares: Shares, pairs: tuple[Integers, Integers]) -> Edges:
    """Count the pairs of mentions of each pair of authors."""
    authors = [shares.author[places] for places in pairs]
    span = max(1, shares.authors)
    keys, weight = np.unique(np.minimum(*authors) * span + np.maximum(*authors), return_counts=True)
    return Edges(keys // span, keys % span, weight)


def chance_of(shares: Shares, edges: Edges, chance: np.random.Generator) -> Floats:
    """Return, for each edge, the share of those of its weight or more that chance makes.

    Arguments:
        shares: in order.
        edges: of them.
        chance: where shuffled times come from.

    Source: Benjamini and Hochberg (1995) for the rate of false discoveries; Storey and Tibshirani
    (2003) for its estimate by permutation.
    """
    if not edges.weight.size:
        return np.zeros(0)
    most = int(edges.weight.max()) + 1
    made = np.zeros(most)
    for _ in range(SHUFFLES):
        moved = shares.moved(chance)
        weight = edges_of(moved, pairs_of(moved)).weight
        made += np.bincount(np.minimum(weight, most - 1), minlength=most)
    found = np.bincount(edges.weight, minlength=most)
    expected, there = (counts[::-1].cumsum()[::-1] for counts in (made / SHUFFLES, found))
    rate = np.minimum(1, expected / np.maximum(there, 1))
    return np.minimum.accumulate(rate)[edges.weight]


def groups_of(edges: Edges, *, least: float, authors: int) -> Integers:
    """Return the group of each author, or NO_GROUP.

    What hangs together by edges of the least weight is a group; an author outside all of them joins
    the one to which most weight leads.

    >>> edges = Edges(np.array([0, 1, 2, 5]), np.array([1, 2, 3, 6]), np.array([4, 4, 1, 1]))
    >>> groups_of(edges, least=4, authors=7).tolist()
    [0, 0, 0, 0, -1, -1, -1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    strong = edges.where(edges.weight >= least)
    joined = coo_array((strong.weight, (strong.one, strong.other)), shape=(authors, authors))
    count, labels = connected_components(joined, directed=False)
    is_group = np.bincount(labels, minlength=count)[labels] > 1
    group = np.where(is_group, labels, NO_GROUP).astype(np.int64)
    return _with_joining(edges, group)


def _with_joining(edges: Edges, group: Integers) -> Integers:
    """Bring authors outside all groups to the one to which most weight leads."""
    from scipy.sparse import coo_array

    weights = np.concatenate([edges.weight, edges.weight])
    inside, outside = (np.concatenate(ends) for ends in zip(*_both_ways(edges), strict=True))
    is_way = (group[inside] >= 0) & (group[outside] < 0)
    if not is_way.any():
        return group
    size = (group.size, int(group.max()) + 1)
    ways = coo_array(
        (weights[is_way], (outside[is_way], group[inside[is_way]])), shape=size
    ).tocsr()
    joining = np.unique(outside[is_way])
    joined = group.copy()
    joined[joining] = np.asarray(ways[joining].argmax(axis=1)).ravel()
    return joined


def _both_ways(edges: Edges) -> tuple[tuple[Integers, Integers], tuple[Integers, Integers]]:
    return (edges.one, edges.other), (edges.other, edges.one)
