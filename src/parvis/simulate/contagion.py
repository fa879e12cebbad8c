"""People whose friends resemble them and infect them, each by as much as was planted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRIENDS: Final = 6  # that resemble a person, and as many ties to anyone divided by three
_BASE: Final = 0.003  # chance to adopt in a period, of an average person
_PULL: Final = 1.6  # how much a trait raises it, on the scale of logarithms
_NEAR: Final = 0.3  # how unlike friends may be


@dataclass(frozen=True, slots=True)
class Infected:
    """People, their ties, and the truth.

    Arguments:
        people: person, adopted (the period; null for none), age and taste.
        ties: person and friend, each tie twice.
        caused: adoptions that contagion is expected to have caused.
    """

    people: pl.DataFrame
    ties: pl.DataFrame
    caused: float


def infected(
    n: int = 100_000, *, periods: int = 8, added: float = 0.008, hidden: bool = False, seed: int = 0
) -> Infected:
    """Make a network in which an adopting friend adds a known chance to adopt.

    Arguments:
        n: people.
        periods: how long.
        added: to the chance of a period, once a friend has adopted.
        hidden: whether what makes friends alike is left out of what is told of them.
        seed: the same seed, the same network.
    """
    random = np.random.default_rng(seed)
    traits = random.normal(size=(n, 2))
    trait = traits.sum(axis=1) / np.sqrt(2)
    ends = _ties(random, trait)
    own = _BASE * np.exp(_PULL * trait)
    adopted = np.full(n, -1)
    caused = 0.0
    for period in range(periods):
        has = (adopted >= 0) & (adopted < period)
        exposed = np.bincount(ends[0], has[ends[1]], n) > 0
        free = adopted < 0
        chance = np.minimum(own + added * exposed, 1.0)
        caused += float((added * (exposed & free)).sum())
        adopted[free & (random.random(n) < chance)] = period
    known = random.normal(size=(n, 2)) if hidden else traits
    people = pl.DataFrame(
        {"person": np.arange(n), "adopted": adopted, "age": known[:, 0], "taste": known[:, 1]}
    ).with_columns(pl.when(pl.col("adopted") >= 0).then("adopted"))
    return Infected(people, pl.DataFrame({"person": ends[0], "friend": ends[1]}), caused)


def _ties(random: np.random.Generator, trait: NDArray[np.float64]) -> NDArray[np.int64]:
    """Ties between people near in their trait, and some between any."""
    n = len(trait)
    firsts, seconds = [], []
    for _ in range(FRIENDS // 2):
        order = np.argsort(trait + random.normal(0, _NEAR, n))
        firsts.append(order[:-1])
        seconds.append(order[1:])
    firsts.append(random.integers(0, n, n // 3))
    seconds.append(random.integers(0, n, n // 3))
    one, other = np.concatenate(firsts), np.concatenate(seconds)
    pairs = np.unique(np.sort(np.stack([one, other]), axis=0)[:, one != other], axis=1)
    return np.concatenate([pairs, pairs[::-1]], axis=1)
