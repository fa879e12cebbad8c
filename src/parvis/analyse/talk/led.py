"""A network that no process holds: ranked and grouped where it is, measured by those who lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.communities import members_among
from parvis.analyse.hubs import measure
from parvis.analyse.network import KINDS, PEOPLE, Kind, plans, together
from parvis.analyse.network.ties import fetched
from parvis.analyse.reduction import finish
from parvis.analyse.talk.whole import Network, Size
from parvis.engines.settling import handed, settled
from parvis.frames import how_many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.analyse.network.capacity import Capacity
    from parvis.engines import Engine
    from parvis.frames import Frame

ALIKE: Final = 9
"""Decimals of a PageRank in shares of the mean, beyond which engines sum differently."""

_PEOPLE: Final = [KINDS.index(kind) for kind in PEOPLE]


def led(
    counts: Frame, *, apart: Iterable[str], own: Iterable[str], days_in: str, capacity: Capacity
) -> Network:
    """Measure a network that is too large for this process.

    PageRank, popularity, communities and modularity are those of the whole network, worked out
    where its ties are. All else is measured here among the authors who lead by PageRank, on the
    ties among them and on their links to sites: so many of them that these ties have room here.

    Arguments:
        counts: of the engine, as `network.ties.counted` returns them.
        apart: accounts, lower case, whose ties do not count.
        own: accounts of the brands, lower case, which are in no community.
        days_in: time zone of the days.
        capacity: what has room here, and where the ties are.
    """
    engine, left_out = capacity.engine, sorted({*apart, *own})
    kept = settled(_without(counts, "source", sorted(apart), engine), engine)
    edges = settled(_edges(kept), engine)
    ranked = settled(_ranked(edges, engine), engine)
    inside = _without(_without(edges, "source", left_out, engine), "target", left_out, engine)
    grouped = plans.communities(settled(inside, engine), engine, most=capacity.ties)
    leaders, among = _leaders(kept, ranked, capacity)
    size = Size(authors=how_many(ranked.to_native()), ties=_by_kind(kept), leaders=leaders.height)
    ties = fetched(among, days_in=days_in)
    people = together(ties.filter(pl.col("kind").is_in(PEOPLE)))
    share = pl.col("relative") / size.authors
    known = leaders.select("author", "popularity", pagerank=share)
    of = finish(grouped.of.join(handed(leaders.select("author"), engine), on="author"))
    return Network(
        ties=ties,
        measured=measure(people, known=known),
        members=members_among(people, of, modularity=grouped.modularity),
        size=size,
    )


def _without(ties: Frame, end: str, names: list[str], engine: Engine) -> Frame:
    """The ties of which one end is none of these authors."""
    if not names:
        return ties
    known = handed(pl.DataFrame({end: names}), engine)
    return ties.join(known, on=end, how="anti")


def _edges(counts: Frame) -> Frame:
    between = counts.filter(nw.col("kind").is_in(_PEOPLE))
    return between.group_by("source", "target").agg(nw.col("weight").sum())


def _ranked(edges: Frame, engine: Engine) -> Frame:
    """Of each author the PageRank, in shares of the mean, and the popularity."""
    found = settled(plans.pagerank(edges, engine), engine)
    size = how_many(found.to_native())
    named = edges.group_by("target").agg(popularity=nw.len())
    return found.join(named, left_on="author", right_on="target", how="left").select(
        "author",
        relative=(nw.col("pagerank") * size).round(ALIKE),
        popularity=nw.col("popularity").fill_null(0),
    )


def _leaders(counts: Frame, ranked: Frame, capacity: Capacity) -> tuple[pl.DataFrame, Frame]:
    """Those who lead, and the ties among them: half as many until their ties have room here."""
    by_rank = ranked.sort("relative", "author", descending=[True, False])
    leaders = finish(by_rank.head(capacity.leaders)).sort(
        "relative", "author", descending=[True, False]
    )
    among = _among(counts, leaders, capacity.engine)
    while how_many(among.to_native()) > capacity.ties:
        leaders = leaders.head(leaders.height // 2)
        among = _among(counts, leaders, capacity.engine)
    return leaders, among


def _among(counts: Frame, leaders: pl.DataFrame, engine: Engine) -> Frame:
    """The ties from leaders to leaders, and from leaders to sites."""
    names = leaders["author"]
    source, target = (handed(pl.DataFrame({end: names}), engine) for end in ("source", "target"))
    said = settled(counts.join(source, on="source"), engine)
    links = said.filter(~nw.col("kind").is_in(_PEOPLE))
    inside = said.filter(nw.col("kind").is_in(_PEOPLE)).join(target, on="target")
    columns = said.collect_schema().names()
    return settled(nw.concat([inside.select(columns), links.select(columns)]), engine)


def _by_kind(counts: Frame) -> dict[Kind, int]:
    """How often there is a tie of each kind."""
    sums = finish(counts.group_by("kind").agg(nw.col("weight").sum()))
    return {KINDS[kind]: weight for kind, weight in sums.sort("kind").iter_rows()}
