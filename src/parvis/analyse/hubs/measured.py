"""Every measure of every author of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import polars as pl

from parvis.analyse.hubs.popular import popularity, ranked
from parvis.analyse.network import Graph, betweenness, bridges, cores, hits, pagerank
from parvis.analyse.network.betweenness import ERROR, EXACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.analyse.network import Betweenness, Bridges

Measure = Literal["pagerank", "authority", "hub", "betweenness", "core", "cut"]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A network with every measure of its authors.

    Arguments:
        authors: author, one column for each of MEASURES, betweenness_low and betweenness_high (as
            in `network.Betweenness`), popularity (distinct authors who name, answer or repost
            them), rank_by_popularity (equals share the better rank); highest PageRank first.
        bridges: the links that alone hold parts of the network together: source, target.
        ways, error: of the betweenness, as in `network.Betweenness`.
    """

    authors: pl.DataFrame
    bridges: pl.DataFrame
    ways: int
    error: float


def measure(
    edges: pl.DataFrame,
    *,
    exact_to: int = EXACT,
    error: float = ERROR,
    known: pl.DataFrame | None = None,
) -> Measured:
    """Measure every author of a network in every way.

    Arguments:
        edges: source, target and weight, as `network.edges` returns them.
        exact_to: authors up to whom betweenness is exact.
        error: of the betweenness of more, as in `network.betweenness`.
        known: author, pagerank and popularity of all of them, tied or not, where this is a part of
            a larger network in which these are known.

    Source: see `network.pagerank`, `network.hits`, `network.betweenness`, `network.cores` and
        `network.bridges`; row 24 of the capabilities.

    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> measure(star).authors.select("author", "authority", "betweenness", "core", "cut").row(0)
    ('cy', 1.0, 1.0, 1, 1)
    """
    graph = Graph.of(edges, authors=None if known is None else known["author"])
    between, held = betweenness(graph, exact_to=exact_to, error=error), bridges(graph)
    standing = _standing(graph, edges) if known is None else known
    measured = standing.join(_table(graph, between, held), on="author", maintain_order="left")
    rank = pl.col("popularity").rank("min", descending=True).cast(pl.Int64)
    return Measured(
        authors=measured.select(*_COLUMNS)
        .with_columns(rank_by_popularity=rank)
        .sort("pagerank", "popularity", "author", descending=[True, True, False]),
        bridges=held.links,
        ways=between.ways,
        error=between.error,
    )


_COLUMNS: Final = (
    *("author", "pagerank", "authority", "hub", "betweenness", "betweenness_low"),
    *("betweenness_high", "core", "cut", "popularity"),
)


def _standing(graph: Graph, edges: pl.DataFrame) -> pl.DataFrame:
    """The PageRank and the popularity of each author."""
    ranks = graph.table(pagerank=pagerank(graph))
    counted = ranks.join(popularity(edges), on="author", how="left", maintain_order="left")
    return counted.with_columns(pl.col("popularity").fill_null(0))


def _table(graph: Graph, between: Betweenness, held: Bridges) -> pl.DataFrame:
    found = hits(graph)
    return graph.table(
        authority=found.authority,
        hub=found.hub,
        betweenness=between.value,
        betweenness_low=between.low,
        betweenness_high=between.high,
        core=cores(graph),
        cut=held.cut,
    )


def leading(
    measured: Measured, by: Measure, *, top: int = 20, apart: Iterable[str] = ()
) -> pl.DataFrame:
    """List the authors who lead by one measure; equals by PageRank, then by name.

    Arguments:
        measured: as `measure` returns it.
        by: the measure.
        top: how many to list.
        apart: authors, lower case, to leave out, as those that `coordinated` lists.

    Returns: rank (from 1), then the columns of `Measured.authors`; nobody whose measure is 0.

    Source: row 24 of the capabilities.

    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> leading(measure(star), "cut").select("rank", "author", "cut").rows()
    [(1, 'cy', 1)]
    """
    open_ = measured.authors.filter(~pl.col("author").is_in(list(apart)), pl.col(by) > 0)
    best = open_.sort(
        by, "pagerank", "popularity", "author", descending=[True, True, True, False]
    ).head(top)
    return ranked(best)
