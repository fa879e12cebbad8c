"""PageRank as a plan: one join and one sum a round, where the ties are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.analyse.network.rank import MOST_STEPS
from parvis.engines.settling import in_turn, settled
from parvis.frames import how_many

if TYPE_CHECKING:
    from parvis.engines import Engine
    from parvis.frames import Frame


def pagerank(
    edges: Frame, engine: Engine, *, damping: float = 0.85, tolerance: float = 1e-10
) -> Frame:
    """Return the share of time with each author, as `network.pagerank` does, where the ties are.

    Arguments:
        edges: source, target and weight, each pair once; of the engine. Loops are left out.
        engine: works each round out.
        damping: as of `network.pagerank`.
        tolerance: as of `network.pagerank`.

    Returns: author and pagerank, of the engine.

    Source: as of `network.pagerank`.

    >>> import polars as pl
    >>> from parvis.engines import Local
    >>> from parvis.frames import enter
    >>> star = pl.DataFrame({"source": ["ann", "bo"], "target": ["cy", "cy"], "weight": [1, 1]})
    >>> found = pagerank(enter(star), Local()).sort("author").collect()
    >>> found["pagerank"].round(3).to_list()
    [0.213, 0.213, 0.574]
    """
    followed, shares = _begun(edges.filter(nw.col("source") != nw.col("target")), engine)
    size, step = how_many(shares.to_native()), in_turn(engine)
    given = _sums(shares)["given"]
    for _ in range(MOST_STEPS if size else 0):
        rest = (1.0 - damping * given) / size
        shares = step(_moved(shares, followed, damping, rest))
        told = _sums(shares)
        given = told["given"]
        if told["moved"] < tolerance:
            break
    return shares.select("author", pagerank="share")


def _begun(links: Frame, engine: Engine) -> tuple[Frame, Frame]:
    """How far each link is followed; and of each author whether they link, and an equal share."""
    given = links.group_by("source").agg(given=nw.col("weight").sum())
    part = nw.col("weight") / nw.col("given")
    followed = links.join(given, on="source").select("source", "target", part=part)
    names = [links.select(author=end) for end in ("source", "target")]
    everyone = settled(
        nw.concat(names)
        .unique()
        .join(given, left_on="author", right_on="source", how="left")
        .select("author", links=~nw.col("given").is_null()),
        engine,
    )
    equal = nw.lit(1.0 / max(how_many(everyone.to_native()), 1))
    return settled(followed, engine), everyone.with_columns(share=equal, before=equal)


def _moved(shares: Frame, followed: Frame, damping: float, rest: float) -> Frame:
    """One step of the reader: what comes by the links, and what all have alike."""
    passed = followed.join(shares.select(source="author", share="share"), on="source").select(
        "target", passed=nw.col("part") * nw.col("share")
    )
    reached = passed.group_by("target").agg(reached=nw.col("passed").sum())
    share = damping * nw.col("reached").fill_null(0.0) + rest
    return (
        shares.select("author", "links", before="share")
        .join(reached, left_on="author", right_on="target", how="left")
        .select("author", "links", "before", share=share)
    )


def _sums(shares: Frame) -> dict[str, float]:
    """By how much a step moved in all, and the shares of those who link to others."""
    linking = nw.when(nw.col("links")).then(nw.col("share")).otherwise(0.0)
    moved = (nw.col("share") - nw.col("before")).abs()
    sums = shares.select(moved=moved.sum(), given=linking.sum()).collect("polars")
    return {name: float(sums[name].item() or 0.0) for name in ("moved", "given")}
