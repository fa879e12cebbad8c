"""What is planted: one row a post, in the order of planting, before it has words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parvis.simulate.brands import SimulatedBrand
    from parvis.simulate.clock import Clock, Crisis
    from parvis.simulate.people import People

    Integers: TypeAlias = npt.NDArray[np.int64]

NOBODY = -1
SUBJECTS = 8
TONE = {
    "complaint": "negative",
    "praise": "positive",
    "question": "neutral",
    "request": "neutral",
    "remark": "neutral",
}
INTERACTION = {kind: kind for kind in TONE} | {"remark": "other"}

# Column to default. `accounts` holds a bit for each account named: main, care, brand by brand.
DEFAULTS: dict[str, str | int | bool] = {
    "role": "",  # what it is planted as: talk, care, answer, chat, repost, …
    "rule": "",  # the rule of the grammar that words it
    "relation": "",  # to the parent: reply, repost, quote, copy or edit
    "parent": NOBODY,  # number of the post it relates to
    "at": 0,  # UTC epoch, seconds
    "author": NOBODY,
    "language": 0,  # 0 French, 1 English
    "subject": 0,
    "brand": NOBODY,  # the brand it is about
    "rival": NOBODY,  # a second one it names
    "accounts": 0,
    "person": NOBODY,  # whom it names: a hub, or the author it answers
    "tonality": "neutral",
    "interaction": "other",
    "medium": "micro-blog",
    "is_crisis": False,
    "is_undated": False,
}


@dataclass(slots=True)
class Scene:
    """The market while it is planted.

    Arguments:
        people, brands, hours, crisis: who, of what, when.
        rng: where draws come from.
        parts: the rows planted so far.
        planted: how many they are.
    """

    people: People
    brands: Sequence[SimulatedBrand]
    hours: Clock
    crisis: Crisis
    rng: np.random.Generator
    parts: list[pl.DataFrame] = field(default_factory=list)
    planted: int = 0

    def plant(self, rows: pl.DataFrame, **same: str | int | bool) -> Integers:
        """Add rows, the columns they lack at their default, and return their numbers.

        Arguments:
            rows: one row a post; columns that are not in DEFAULTS are left out.
            same: columns that are alike in all of them.
        """
        absent = {name: value for name, value in DEFAULTS.items() if name not in rows.columns}
        filled = rows.with_columns(
            **{name: pl.lit(value) for name, value in (absent | same).items()}
        )
        self.parts.append(filled.select(_TYPED))
        first, self.planted = self.planted, self.planted + rows.height
        return np.arange(first, self.planted)

    def rows(self) -> pl.DataFrame:
        """Return all rows planted so far; a row's place is its number."""
        self.parts = [pl.concat(self.parts)]
        return self.parts[0]

    def struck(self) -> int:
        """Return the brand in the crisis: the own one, the first where none is."""
        own = [code for code, brand in enumerate(self.brands) if brand.is_own]
        return own[0] if own else 0

    def choose(self, shares: Mapping[str, float], count: int) -> pl.Series:
        """Draw words with the shares they are to have; the shares need not add to 1."""
        weight = np.array(list(shares.values()))
        drawn = self.rng.choice(len(weight), count, p=weight / weight.sum())
        return pl.Series(list(shares), dtype=pl.String).gather(drawn)

    def soon(self, after: Integers, *, median_minutes: float, spread: float) -> Integers:
        """Draw moments after these: log-normal delays, none past the end of the market."""
        minutes = median_minutes * np.exp(spread * self.rng.standard_normal(len(after)))
        late = after + 20 + (60 * minutes).astype(np.int64)
        room = np.maximum(self.hours.end - 1 - after, 1)
        return np.where(late < self.hours.end, late, after + self.rng.integers(0, room) + 1)


def bit(brand: Integers, account: Integers | int) -> Integers:
    """Return the bit in `accounts` of a brand's main account (0) or care account (1).

    >>> bit(np.array([0, 2]), 1).tolist()
    [2, 32]
    """
    return np.int64(1) << (2 * brand + account)


_TYPED = [
    pl.col(name).cast({bool: pl.Boolean, int: pl.Int64, str: pl.String}[type(default)])
    for name, default in DEFAULTS.items()
]
