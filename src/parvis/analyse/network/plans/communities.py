"""Communities as a plan: groups drawn together until this process can find the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.network.communities import communities as best_of
from parvis.analyse.network.graph import Graph
from parvis.analyse.network.plans.moving import moved
from parvis.engines.settling import handed, settled
from parvis.frames import how_many

if TYPE_CHECKING:
    from parvis.engines import Engine
    from parvis.frames import Frame

PASSES: Final = 2
"""The second begins where the first ended: who joined too early has a choice of communities."""


class Grouped(NamedTuple):
    """Communities of a network that stays where it is.

    Arguments:
        of: author and community (a number), of the engine.
        modularity: as of `network.Communities`.
    """

    of: Frame
    modularity: float


def communities(edges: Frame, engine: Engine, *, most: int, resolution: float = 1.0) -> Grouped:
    """Find communities where the ties are, and the last of them in this process.

    Authors move to better groups (`moving`), groups are drawn together to one node each, and so
    on until few enough ties are left; among those `network.communities` finds what is best. All
    of this once more, from there. If the groups do not come to few enough ties, they are the
    communities. Unlike those of `network.communities` they may not all hang together.

    Arguments:
        edges: source, target and weight (whole numbers), each pair once; of the engine. Loops are
            left out.
        engine: works the rounds out.
        most: ties that may come to this process.
        resolution: as of `network.communities`.

    Source: as of `moving.moved` and `network.communities`.

    >>> from parvis.engines import Local
    >>> from parvis.frames import enter
    >>> ends = {"source": [*"abcdefc"], "target": [*"bcaefdd"], "weight": [9] * 6 + [1]}
    >>> found = communities(enter(pl.DataFrame(ends)), Local(), most=0)
    >>> found.of.sort("author").collect()["community"].to_list(), round(found.modularity, 3)
    ([1, 1, 1, 4, 4, 4], 0.482)
    """
    names, ties = _numbered(edges.filter(nw.col("source") != nw.col("target")), engine)
    of = names.select(node="number", group="number")
    for _ in range(PASSES):
        groups, drawn = _levels(ties, of, engine, most, resolution)
        if how_many(drawn.to_native()) <= most:
            groups = _through(groups, handed(_finished(drawn, resolution), engine))
        of = settled(groups, engine)
    found = names.join(of, left_on="number", right_on="node").select("author", community="group")
    return Grouped(found, _modularity(_drawn(ties, of)))


def _numbered(links: Frame, engine: Engine) -> tuple[Frame, Frame]:
    """A number for each author, in the order of names; and ties between numbers, from both ends."""
    ends = [links.select(author=end) for end in ("source", "target")]
    rows = nw.concat(ends).unique().with_row_index("number", order_by="author")
    names = settled(rows.select("author", number=nw.col("number").cast(nw.Int64)), engine)
    told = links.select("source", "target", weight=nw.col("weight").cast(nw.Float64))
    for end, number in (("source", "node"), ("target", "other")):
        told = told.join(names.rename({"author": end, "number": number}), on=end)
    turned = told.select("weight", node="other", other="node")
    both = nw.concat([told.select("weight", "node", "other"), turned])
    return names, settled(both.group_by("node", "other").agg(nw.col("weight").sum()), engine)


def _levels(
    ties: Frame, of: Frame, engine: Engine, most: int, resolution: float
) -> tuple[Frame, Frame]:
    """Move and draw together, until few ties are left or nothing more comes together."""
    before = how_many(ties.to_native())
    groups = settled(moved(ties, of, engine, resolution=resolution), engine)
    drawn = settled(_drawn(ties, groups), engine)
    while most < (left := how_many(drawn.to_native())) < before:
        alone = drawn.select("node", group="node").unique()
        level = settled(moved(drawn, alone, engine, resolution=resolution), engine)
        groups = settled(_through(groups, level), engine)
        before, drawn = left, settled(_drawn(drawn, level), engine)
    return groups, drawn


def _through(groups: Frame, level: Frame) -> Frame:
    """The groups of nodes whose groups were grouped."""
    further = level.rename({"node": "group", "group": "further"})
    return groups.join(further, on="group").select("node", group="further")


def _drawn(ties: Frame, of: Frame) -> Frame:
    """The ties between groups, those within one its tie to itself."""
    one, two = of.rename({"group": "one"}), of.rename({"node": "other", "group": "two"})
    told = ties.join(one, on="node").join(two, on="other")
    drawn = told.group_by("one", "two").agg(nw.col("weight").sum())
    return drawn.select("weight", node="one", other="two")


def _finished(drawn: Frame, resolution: float) -> pl.DataFrame:
    """The best groups of groups, by the least number in each: node and group."""
    links = drawn.collect("polars").to_native().rename({"node": "source", "other": "target"})
    named = links.with_columns(pl.col("source", "target").cast(pl.String))
    graph = Graph.drawn(named, named["source"].unique())
    found = best_of(graph, resolution=resolution)
    told = graph.table(of=found.of).select("of", node=pl.col("author").cast(pl.Int64))
    return told.select("node", group=pl.col("node").min().over("of"))


def _modularity(drawn: Frame) -> float:
    """How much more of the weight lies within groups than chance would put there."""
    is_within = nw.col("node") == nw.col("other")
    within = nw.when(is_within).then(nw.col("weight")).otherwise(0.0)
    groups = (
        drawn.with_columns(within=within).group_by("node").agg(nw.col("weight", "within").sum())
    )
    squares = (nw.col("weight") * nw.col("weight")).sum()
    sums = groups.select(nw.col("weight", "within").sum(), squares=squares).collect("polars")
    weight, within_all, squared = (float(sums[name].item() or 0.0) for name in sums.columns)
    return within_all / weight - squared / weight**2 if weight else 0.0
