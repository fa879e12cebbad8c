"""What each part of a simulated company is made of: tables, lines of the file, planted facts."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

Language: TypeAlias = Literal["en", "fr"]
Way: TypeAlias = Literal["honest", "flattering"]
CURRENCY = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One fact that a measure of the company should find.

    Arguments:
        group: the part it belongs to.
        fact: what it is, in words.
        value: as planted; None where a measure should refuse to tell it.
        key, by: of the figure that tells it.
        unit: of its error.
        way: honest, or flattering where the figure is known to be wrong and is told to show by how
            much.
    """

    group: str
    fact: str
    value: float | str | None
    key: str
    by: Mapping[str, str | int] = field(default_factory=dict)
    unit: str = ""
    way: Way = "honest"

    def as_dict(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a part of the company leaves in its folder.

    Arguments:
        text: its lines of the measure file.
        tables: by name of the file.
        planted: its facts.
    """

    text: str
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    planted: tuple[Planted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """Who is simulated: in which language it names things, and with which seed it is drawn.

    Arguments:
        language: of names.
        seed: of all draws.
    """

    language: Language
    seed: int

    def lot(self, part: str) -> np.random.Generator:
        """Return the draws of a part, which no other part disturbs."""
        return np.random.default_rng([self.seed, *part.encode()])

    def say(self, name: str) -> str:
        """Return what something is called.

        Arguments:
            name: as in words.toml.
        """
        return _words()[name][self.language]


@cache
def _words() -> dict[str, dict[str, str]]:
    file = resources.files("parvis.simulate.company") / "words.toml"
    return tomllib.loads(file.read_text("utf-8"))
