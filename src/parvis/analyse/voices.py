"""Who said what: a table of counts that remembers whose mentions stand in it.

A hundred mentions of one author are not a hundred opinions. What is tested or resampled here is the
author; a mention without one is a voice of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.analyse.prevalence import Floats

Ints: TypeAlias = NDArray[np.int64]

ROOM = 4_000_000  # numbers of one batch of resampling: 32 MB


def voice() -> nw.Expr:
    """Name whose voice a mention is: its author in lower case, or itself where it has none.

    >>> frame = nw.from_native(pl.DataFrame({"id": ["x:1", "x:2"], "author": ["Ann", None]}))
    >>> frame.select(voice=voice())["voice"].to_list()
    ['ann', 'x:2']
    """
    return nw.coalesce(nw.col("author").str.to_lowercase(), nw.col("id"))


@dataclass(frozen=True, slots=True)
class Voices:
    """A table by row and column, kept apart by voice; voices that said alike stand together.

    Arguments:
        rows, columns: names, in the order of the table.
        said: mentions, a row for each way of speaking, a column for each cell of the table.
        voices: how many voices spoke that way.

    >>> said = {"voice": ["ann", "bo"], "row": ["a", "b"], "column": ["y", "y"], "mentions": [2, 1]}
    >>> Voices.of(pl.DataFrame(said)).table.tolist()
    [[2.0], [1.0]]
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    said: sparse.csr_array
    voices: Ints

    @classmethod
    def of(
        cls,
        said: pl.DataFrame,
        rows: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        *,
        most: int | None = None,
    ) -> Voices:
        """Lay the table out.

        Arguments:
            said: voice, row, column and mentions, once each.
            rows: names to keep, in this order; by default those with most mentions.
            columns: the same.
            most: how many names to keep where none are given; all by default.
        """
        across = tuple(_most_first(said, "row", most) if rows is None else rows)
        down = tuple(_most_first(said, "column", most) if columns is None else columns)
        kept = said.filter(pl.col("row").is_in(list(across)), pl.col("column").is_in(list(down)))
        cell = _places(kept["row"], across) * len(down) + _places(kept["column"], down)
        ways = _ways(kept.select("voice", "mentions", cell=cell), len(across) * len(down))
        return cls(across, down, *ways)

    @property
    def table(self) -> Floats:
        """The counts of all voices together, by row and column."""
        return self._shaped(self.voices @ self.said)[0]

    def resampled(self, size: int, *, seed: int = 0) -> Floats:
        """Draw as many voices as there are, with replacement, again and again.

        Arguments:
            size: how many tables.
            seed: of the random numbers.

        Returns: the tables, by draw, row and column.
        """
        random = np.random.default_rng(seed)
        total = int(self.voices.sum())
        at_once = max(1, ROOM // max(1, self.voices.size))
        batches = [min(at_once, size - first) for first in range(0, size, at_once)]
        shares = self.voices / max(1, total)
        drawn = [random.multinomial(total, shares, batch) @ self.said for batch in batches]
        return self._shaped(np.concatenate(drawn))

    def _shaped(self, cells: Floats) -> Floats:
        whole = np.atleast_2d(np.asarray(cells, float))
        return whole.reshape(len(whole), len(self.rows), len(self.columns))


def _most_first(said: pl.DataFrame, side: str, most: int | None) -> list[str]:
    totals = said.group_by(side).agg(pl.col("mentions").sum())
    ordered = totals.sort("mentions", side, descending=[True, False])[side]
    return ordered.head(ordered.len() if most is None else most).to_list()


def _places(names: pl.Series, among: Sequence[str]) -> pl.Series:
    return names.cast(pl.Enum(list(among))).to_physical().cast(pl.Int64)


def _ways(cells: pl.DataFrame, width: int) -> tuple[sparse.csr_array, Ints]:
    """Each way of speaking once, with how many voices spoke so."""
    ways = (
        cells.sort("voice", "cell")
        .group_by("voice", maintain_order=True)
        .agg(way=pl.struct("cell", "mentions"))
        .group_by("way", maintain_order=True)
        .len("voices")
    )
    lengths = ways["way"].list.len().to_numpy()
    spoken = ways.select("way").explode("way").unnest("way")
    place = np.repeat(np.arange(ways.height), lengths)
    data = spoken["mentions"].to_numpy().astype(float)
    counts = sparse.csr_array(
        (data, (place, spoken["cell"].to_numpy())), shape=(ways.height, width)
    )
    return counts, ways["voices"].cast(pl.Int64).to_numpy()
