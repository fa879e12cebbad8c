"""The network of a study: measured once, remembered in its folder, and laid out for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from parvis.analyse.network import Graph, is_site, together
from parvis.analyse.network.layout import fill_in
from parvis.analyse.talk import Before, Talk, network_of
from parvis.errors import InputError
from parvis.frames import where
from parvis.present.theme import LIGHT, community_slots
from parvis.study.figures.read import how_often, talk

if TYPE_CHECKING:
    from pathlib import Path

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.network.capacity import Capacity
    from parvis.study.plan import Plan

MEMORY: Final = "network.parquet"
FARTHER: Final = 6.0  # between authors who are off the map, in its unit
_REMEMBERED: Final = {
    "author": pl.String,
    "community": pl.Int64,
    "community_name": pl.String,
    "x": pl.Float64,
    "y": pl.Float64,
    "is_on_map": pl.Boolean,
}


def network_of_study(
    mentions: IntoFrame,
    plan: Plan,
    before: Before | None = None,
    capacity: Capacity | None = None,
) -> Talk:
    """Measure the network of who speaks to whom in a study.

    Arguments:
        mentions: with all marks.
        plan: of the study.
        before: what an earlier run left, as `remember` reads it.
        capacity: how much of it this process measures, and where the mentions are.
    """
    said = talk(mentions)
    polite = where(said, ~nw.col("is_offensive").fill_null(value=False))
    own = how_often(where(said, ~nw.col("own_brand").is_null()), "author")
    accounts = {*plan.accounts(), *map(str.lower, own)}
    return network_of(
        said,
        own=accounts,
        heard=polite,
        days_in=plan.timezone,
        before=before,
        capacity=capacity,
    )


def remember(folder: Path) -> Before | None:
    """Return what an earlier run in this folder left of its communities; None where there is none.

    Raises:
        InputError: there is a file of that name which no study wrote.
    """
    path = folder / MEMORY
    if not path.exists():
        return None
    try:
        nodes = pl.read_parquet(path, columns=list(_REMEMBERED)).select(
            pl.col(name).cast(kind) for name, kind in _REMEMBERED.items()
        )
    except (PolarsError, OSError) as fault:
        way_out = "What to do: delete it, and communities will be numbered anew"
        raise InputError(f"{path}: not the network of a study. {way_out}.") from fault
    inside = nodes.drop_nulls("community")
    named = inside.drop_nulls("community_name").select("community", "community_name")
    return Before(
        authors=inside.select("author", "community"),
        names=dict(named.unique().iter_rows()),
        places=nodes.filter("is_on_map").select("author", "x", "y"),
    )


def edges_of(network: Talk) -> pl.DataFrame:
    """Return every tie with its weight, how often it is of each kind, and the kind it is most.

    >>> from parvis.schema import empty
    >>> edges_of(network_of(empty())).columns
    ['source', 'target', 'weight', 'kind', 'mentions', 'replies', 'reposts', 'links']
    """
    names = {"mention": "mentions", "reply": "replies", "repost": "reposts", "link": "links"}
    counts = {
        name: pl.col("weight").filter(pl.col("kind") == kind).sum() for kind, name in names.items()
    }
    most = pl.col("kind").sort_by("weight", "kind", descending=[True, False]).first()
    by_kind = network.ties.group_by("source", "target", "kind").agg(pl.col("weight").sum())
    return (
        by_kind.group_by("source", "target")
        .agg(pl.col("weight").sum().alias("all"), kind=most, **counts)
        .select("source", "target", pl.col("all").alias("weight"), "kind", *names.values())
        .sort("weight", "source", "target", descending=[True, False, False])
    )


def nodes_of(network: Talk, brands: dict[str, str]) -> pl.DataFrame:
    """Return every author and site with all that was measured of them, their place and colour.

    Arguments:
        network: of the study.
        brands: of the brands' accounts, lower case.

    Returns: author, kind (person, brand, site), brand, community and its name, the measures,
        is_coordinated, x, y, size, colour, is_on_map; highest PageRank first, sites last.
    """
    graph = Graph.of(together(network.ties))
    nodes = pl.DataFrame({"author": graph.names})
    for beside in (_measures(network), _communities(network), _of_map(network)):
        nodes = nodes.join(beside, on="author", how="left", maintain_order="left")
    brand = pl.col("author").replace_strict(brands, default=None, return_dtype=pl.String)
    kind = pl.when(is_site("author")).then(pl.lit("site")).otherwise(pl.lit("person"))
    apart = network.apart["author"].implode()
    told = nodes.with_columns(
        brand=brand,
        kind=pl.when(brand.is_not_null()).then(pl.lit("brand")).otherwise(kind),
        is_coordinated=pl.col("author").is_in(apart),
        is_on_map=pl.col("radius").is_not_null(),
        size=pl.col("radius").fill_null(2.0),
        colour=_colour(network),
    )
    placed = _everywhere(graph, told)
    ordered = placed.sort("pagerank", "author", descending=[True, False], nulls_last=True)
    return ordered.select(_COLUMNS)


_COLUMNS: Final = (
    *("author", "kind", "brand", "community", "community_name", "pagerank", "authority", "hub"),
    *("betweenness", "core", "cut", "popularity", "is_coordinated", "x", "y", "size", "colour"),
    "is_on_map",
)


def _measures(network: Talk) -> pl.DataFrame:
    measures = ("pagerank", "authority", "hub", "betweenness", "core", "cut", "popularity")
    return network.measured.authors.select("author", *measures)


def _communities(network: Talk) -> pl.DataFrame:
    names = network.cards.select("community", community_name="name")
    members = network.members.authors.select("author", "community")
    return members.join(names, on="community", how="left", maintain_order="left")


def _of_map(network: Talk) -> pl.DataFrame:
    return network.map.authors.select("author", "x", "y", "radius")


def _colour(network: Talk) -> pl.Expr:
    """The colour of the community on the map, the quiet one for all others."""
    slots = community_slots(network.map.authors["community"].unique().to_list())
    colours = {number: LIGHT[f"community-{slot}"] for number, slot in slots.items()}
    return pl.col("community").replace_strict(
        colours, default=LIGHT["neutral"], return_dtype=pl.String
    )


def _everywhere(graph: Graph, nodes: pl.DataFrame) -> pl.DataFrame:
    """Place also those who are off the map."""
    place = nodes.select(pl.col("x", "y").fill_null(np.nan)).to_numpy()
    of = nodes["community"].fill_null(0).to_numpy()
    filled = fill_in(graph.both, place, of.astype(np.int64), step=FARTHER)
    return nodes.with_columns(x=pl.Series(filled[:, 0]), y=pl.Series(filled[:, 1]))
