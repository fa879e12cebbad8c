"""A network as arrays: names by number, and who is tied to whom, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parvis.analyse.prevalence import Floats


class Rows(NamedTuple):
    """Ties row by row, as compiled loops read them.

    Arguments:
        start: where the ties of each author begin in `end`, and where the last ones stop.
        end: whom each tie leads to, in rising order within a row.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int32]


@dataclass(frozen=True)
class Graph:
    """A directed, weighted network, without loops unless it is `drawn`.

    Authors stand in the order of their names.

    The order of the links it is made from changes nothing, so that what is drawn at random from
    the numbers of authors depends on the seed alone.

    Arguments:
        names: of the authors, rising.
        out: weight of the tie from row to column.

    >>> graph = Graph.of(pl.DataFrame({"source": ["bo"], "target": ["ann"], "weight": [2]}))
    >>> graph.names.to_list(), graph.out.toarray().tolist()
    (['ann', 'bo'], [[0.0, 0.0], [2.0, 0.0]])
    """

    names: pl.Series
    out: sparse.csr_array

    @classmethod
    def of(cls, edges: pl.DataFrame, *, authors: pl.Series | None = None) -> Graph:
        """Make the network of these links.

        Arguments:
            edges: source, target and weight (> 0), as `edges` returns them; links given twice
                add up, loops are left out.
            authors: all of them, tied or not, each once; those who are tied where None.
        """
        links = edges.filter(pl.col("source") != pl.col("target"))
        return cls.drawn(links, _ends(links) if authors is None else authors)

    @classmethod
    def drawn(cls, links: pl.DataFrame, authors: pl.Series) -> Graph:
        """Make the network of links among groups that are drawn together, loops among them.

        Arguments:
            links: source, target and weight (> 0); a loop is what lies within a group.
            authors: all of the groups, each once.
        """
        names = authors.sort().alias("author")
        source, target = (_places(links[end], names) for end in ("source", "target"))
        weight = links["weight"].cast(pl.Float64).to_numpy()
        ties = sparse.coo_array((weight, (source, target)), shape=(names.len(), names.len()))
        return cls(names, _settled(ties))

    @property
    def size(self) -> int:
        """How many authors there are."""
        return self.names.len()

    @cached_property
    def both(self) -> sparse.csr_array:
        """Weights of ties whatever their direction: both ways added up, symmetric."""
        return _settled(self.out + self.out.T)

    @cached_property
    def outward(self) -> Rows:
        """Whom each author is tied to."""
        return rows_of(self.out)

    @cached_property
    def inward(self) -> Rows:
        """Who is tied to each author."""
        return rows_of(_settled(self.out.T))

    @cached_property
    def around(self) -> Rows:
        """The neighbours of each author, whatever the direction."""
        return rows_of(self.both)

    def part(self, members: NDArray[np.int64] | Sequence[int]) -> Graph:
        """Return the network among some of its authors.

        Arguments:
            members: their numbers, rising.
        """
        chosen = np.asarray(members, np.int64)
        return Graph(self.names.gather(chosen), _settled(self.out[chosen][:, chosen]))

    def table(self, **columns: Floats | NDArray[np.int64]) -> pl.DataFrame:
        """Set arrays of one value for each author beside their names."""
        return pl.DataFrame({"author": self.names, **columns})


def rows_of(ties: sparse.csr_array) -> Rows:
    """Return the pattern of a sparse matrix as compiled loops read it."""
    return Rows(ties.indptr.astype(np.int64), ties.indices.astype(np.int32))


def _ends(links: pl.DataFrame) -> pl.Series:
    """Whoever has a link, each once."""
    return pl.concat([links["source"], links["target"]]).unique()


def _places(names: pl.Series, among: pl.Series) -> NDArray[np.int32]:
    """The number of each name among all of them."""
    return names.cast(pl.Enum(among)).to_physical().cast(pl.Int32).to_numpy()


def _settled(ties: sparse.coo_array | sparse.csr_array | sparse.csc_array) -> sparse.csr_array:
    """Rows with rising columns, each once."""
    rows = ties.tocsr()
    rows.sum_duplicates()
    return rows
