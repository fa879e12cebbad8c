"""A map of the communities that can be read: their hubs, and the ties that matter most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.analyse.network import Graph
from parvis.analyse.network.layout import layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.analyse.prevalence import Floats

SHOWN: Final = 6  # communities: as many as colours that anybody can tell apart
MOST: Final = 120  # authors
FEWEST: Final = 6  # of a community
TIES_EACH: Final = 2
FIRST_AROUND: Final = 4  # of those most tied to the first hub
SMALLEST, LARGEST = 4.0, 16.0  # radius of an author, in the unit of the frame
MARGIN: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A map of a network.

    Arguments:
        authors: author, community, pagerank, x, y and radius (in the frame of `layout`); highest
            PageRank first.
        ties: source, target and weight, both ways added up, of the ties to draw; strongest first.
    """

    authors: pl.DataFrame
    ties: pl.DataFrame


def draw_map(
    members: pl.DataFrame,
    edges: pl.DataFrame,
    *,
    shown: Iterable[int],
    most: int = MOST,
    before: pl.DataFrame | None = None,
) -> Map:
    """Choose who stands on the map of some communities, and where.

    Of each community its hubs are shown, of a larger one more, if they are tied to one another; of
    the ties of each author the strongest two, and of those between two communities the strongest.
    The others would make it a tangle.

    Arguments:
        members: author, community and pagerank, as `members` returns them.
        edges: source, target and weight.
        shown: numbers of the communities.
        most: authors at most.
        before: author, x and y of an earlier map, near which those who were on it stand again.

    Source: row 27 of the capabilities; see `network.layout`.

    >>> from parvis.analyse.communities import members
    >>> ends = {"source": [*"abcdefc"], "target": [*"bcaefdd"], "weight": [9] * 6 + [1]}
    >>> drawn = draw_map(members(pl.DataFrame(ends)).authors, pl.DataFrame(ends), shown=[1, 2])
    >>> drawn.authors.height, drawn.ties.height
    (6, 7)
    """
    chosen = _chosen(members.filter(pl.col("community").is_in(list(shown))), edges, most)
    graph = Graph.of(_among(edges, chosen))
    placed = _placed(graph, chosen.sort("author"), before)
    ranked = placed.sort("pagerank", "author", descending=[True, False])
    return Map(authors=ranked, ties=_strongest(graph, placed))


def _chosen(members: pl.DataFrame, edges: pl.DataFrame, most: int) -> pl.DataFrame:
    """The hubs of each community that are tied to others chosen: a larger one has more of them.

    The first hub comes with those who are most tied to it, however low they rank.
    """
    sizes = members.group_by("community").agg(root=pl.len().sqrt())
    share = pl.col("root") / pl.col("root").sum()
    quotas = sizes.select("community", quota=(most * share).floor().clip(FEWEST))
    ranked = _ordered(members, edges).join(quotas, "community", maintain_order="left")
    place = pl.int_range(pl.len()).over("community")
    for room in (3, 1, 1):  # a wide choice first, so that those without ties make room for others
        ranked = ranked.filter(place < room * pl.col("quota"))
        ends = _among(edges, ranked)
        tied = pl.concat([ends["source"], ends["target"]]).unique()
        ranked = ranked.filter(pl.col("author").is_in(tied.implode()))
    return ranked.drop("quota")


def _ordered(members: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Of each community the first hub, those most tied to it, then the others by PageRank."""
    ranked = members.sort("pagerank", "author", descending=[True, False])
    first = ranked.unique("community", keep="first", maintain_order=True)["author"]
    turned = edges.select(source="target", target="source", weight="weight")
    both = pl.concat([edges.select("source", "target", "weight"), turned])
    around = both.filter(pl.col("source").is_in(first.implode())).group_by("source", "target").sum()
    inside = around.join(members.select(source="author", of="community"), on="source").join(
        members.select(target="author", community="community"), on="target"
    )
    nearest = inside.filter(pl.col("of") == pl.col("community")).sort(
        "weight", "target", descending=[True, False]
    )
    close = nearest.filter(pl.int_range(pl.len()).over("source") < FIRST_AROUND)["target"]
    is_first, is_close = (pl.col("author").is_in(names.implode()) for names in (first, close))
    turn = pl.when(is_first).then(0).when(is_close).then(1).otherwise(2)
    return ranked.sort(turn, maintain_order=True)


def _among(edges: pl.DataFrame, authors: pl.DataFrame) -> pl.DataFrame:
    """Ties with both ends among some authors, loops left out."""
    inside = pl.col("source", "target").is_in(authors["author"].implode())
    return edges.filter(pl.all_horizontal(inside), pl.col("source") != pl.col("target"))


def _placed(graph: Graph, chosen: pl.DataFrame, before: pl.DataFrame | None) -> pl.DataFrame:
    """Add x, y and radius."""
    share = np.sqrt(chosen["pagerank"].to_numpy() / max(chosen["pagerank"].max() or 0, 1e-12))
    radius = SMALLEST + (LARGEST - SMALLEST) * share
    of = (chosen["community"].rank("dense") - 1).cast(pl.Int64).to_numpy()
    place = layout(graph, of, radius + MARGIN, start=_earlier(chosen, before))
    return chosen.with_columns(
        x=pl.Series(place[:, 0]), y=pl.Series(place[:, 1]), radius=pl.Series(radius)
    )


def _earlier(chosen: pl.DataFrame, before: pl.DataFrame | None) -> Floats | None:
    """Where each stood on an earlier map."""
    if before is None:
        return None
    stood = chosen.select("author").join(
        before.select("author", "x", "y"), on="author", how="left", maintain_order="left"
    )
    return stood.select("x", "y").to_numpy()


def _strongest(graph: Graph, placed: pl.DataFrame) -> pl.DataFrame:
    """The strongest ties of each author and between each two communities, each pair once."""
    both = graph.both.tocoo()
    ends = {"source": both.coords[0], "target": both.coords[1]}
    named = {end: graph.names.gather(pl.Series(places)) for end, places in ends.items()}
    of = dict(placed.select("author", "community").iter_rows())
    ties = pl.DataFrame({**named, "weight": both.data}).with_columns(
        pl.col("source", "target").replace_strict(of, return_dtype=pl.Int64).name.prefix("in_")
    )
    best = ties.sort("weight", "source", "target", descending=[True, False, False])
    of_author = pl.int_range(pl.len()).over("source") < TIES_EACH
    between = pl.int_range(pl.len()).over("in_source", "in_target") < 1
    kept = best.filter(of_author | (between & (pl.col("in_source") != pl.col("in_target"))))
    pair = (pl.min_horizontal("source", "target"), pl.max_horizontal("source", "target"))
    once = kept.select(source=pair[0], target=pair[1], weight="weight").unique()
    return once.sort("weight", "source", "target", descending=[True, False, False])
