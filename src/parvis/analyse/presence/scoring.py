"""How much a place is worth going to: parts between 0 and 1, weighed openly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np
import polars as pl
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.analyse.prevalence import Floats

Part = Literal["audience", "hubs", "absence", "rivals", "tonality"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
JEFFREYS: Final = 0.5
_COUNTS: Final = ("people", "pagerank", "own", "rivals", "negative", "read")


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an audience, kept apart by voice.

    Arguments:
        names: kind and place, a row for each.
        voices: names, in the order of the columns of `counts`.
        counts: for each of what is counted, a table of places by voices.
        knows: the parts that can be known; the others weigh nothing.
    """

    names: pl.DataFrame
    voices: tuple[str, ...]
    counts: Mapping[str, sparse.csr_array]
    knows: frozenset[Part]

    @classmethod
    def of(cls, attended: pl.DataFrame, people: pl.DataFrame, *, knows: frozenset[Part]) -> Places:
        """Lay out the places.

        Arguments:
            attended: what `attended` returned.
            people: voice, pagerank (null: none), own and rivals (whether accounts of the own
                brands, or of others, answered or named them).
            knows: the parts that can be known.

        >>> held = {
        ...     "kind": ["site"],
        ...     "place": ["a"],
        ...     "voice": ["ann"],
        ...     "read": [1],
        ...     "negative": [1],
        ... }
        >>> known = {"voice": ["ann"], "pagerank": [1.0], "own": [False], "rivals": [True]}
        >>> places = Places.of(pl.DataFrame(held), pl.DataFrame(known), knows=frozenset(PARTS))
        >>> places.totals()["people"].tolist()
        [1.0]
        """
        names = attended.select("kind", "place").unique(maintain_order=True)
        voices = attended["voice"].unique().sort()
        placed = (
            attended.join(people, on="voice", how="left")
            .join(names.with_row_index("row"), on=["kind", "place"])
            .join(voices.to_frame().with_row_index("column"), on="voice")
            .with_columns(people=pl.lit(1.0))
        )
        shape = (names.height, voices.len())
        at = (placed["row"].to_numpy(), placed["column"].to_numpy())
        counts = {
            name: sparse.csr_array((_numbers(placed, name), at), shape=shape) for name in _COUNTS
        }
        return cls(names, tuple(voices), counts, knows)

    def totals(self, times: Floats | None = None) -> dict[str, Floats]:
        """Count what is in each place.

        Arguments:
            times: how often each voice counts, by voice or by voice and draw; once by default.
        """
        weight = np.ones(len(self.voices)) if times is None else times
        return {name: np.asarray(table @ weight) for name, table in self.counts.items()}


@dataclass(frozen=True, slots=True)
class Scored:
    """Places with their parts and their score.

    Arguments:
        places: the names.
        parts: by place and part, between 0 and 1.
        weights: of each part; they add to 1.
        totals: what is counted in each place.
    """

    places: pl.DataFrame
    parts: Floats
    weights: Floats
    totals: Mapping[str, Floats]

    @property
    def scores(self) -> Floats:
        """Between 0 and 100."""
        return np.asarray(100.0 * self.parts @ self.weights, np.float64)

    @property
    def order(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """The places, best first; equals in their own order."""
        return np.argsort(-self.scores.round(9), kind="stable")


def scored(places: Places, weights: Mapping[Part, float]) -> Scored:
    """Weigh the places.

    Each part lies between 0 and 1: people and hubs (PageRank) as shares of the place that has most,
    absence as the share of its people whom the own brands' accounts neither answered nor named,
    rivals as the share whom other brands' accounts did, tonality as the share of negative ones
    among its mentions of the own brands (with half a mention of each added, so that few mentions
    make no certainty). A part that cannot be known weighs nothing, and the others share its weight.

    Arguments:
        places: where the audience is.
        weights: of each part, not negative.

    Source: additive multi-criteria weighing, Keeney and Raiffa, "Decisions with multiple
        objectives" (1976); rows 16 and 27 of the capabilities.

    >>> held = {"kind": ["site"], "place": ["a"], "voice": ["ann"], "read": [1], "negative": [1]}
    >>> known = {"voice": ["ann"], "pagerank": [1.0], "own": [False], "rivals": [True]}
    >>> places = Places.of(pl.DataFrame(held), pl.DataFrame(known), knows=frozenset(PARTS))
    >>> scored(places, dict.fromkeys(PARTS, 1.0)).scores.round(1).tolist()
    [95.0]
    """
    totals = places.totals()
    return Scored(places.names, parts_of(totals), known_weights(places, weights), totals)


def known_weights(places: Places, weights: Mapping[Part, float]) -> Floats:
    """Return the weights of the parts, which add to 1, nought for what cannot be known.

    Arguments:
        places: what is known.
        weights: as they were declared.
    """
    given = np.array([weights[part] if part in places.knows else 0.0 for part in PARTS])
    return given / given.sum() if given.sum() > 0 else given


def parts_of(totals: Mapping[str, Floats]) -> Floats:
    """Return the parts of each place, in a last dimension in the order of PARTS.

    Arguments:
        totals: as `Places.totals` returns them, by place or by place and draw.
    """
    people = np.maximum(totals["people"], 1e-9)
    columns = (
        _of_most(totals["people"]),
        _of_most(totals["pagerank"]),
        1.0 - totals["own"] / people,
        totals["rivals"] / people,
        (totals["negative"] + JEFFREYS) / (totals["read"] + 2 * JEFFREYS),
    )
    return np.stack(columns, axis=-1)


def _of_most(values: Floats) -> Floats:
    return np.asarray(values / np.maximum(values.max(axis=0, keepdims=True), 1e-12), np.float64)


def _numbers(placed: pl.DataFrame, name: str) -> Floats:
    return placed[name].cast(pl.Float64).fill_null(0.0).to_numpy()
