"""Local moving as a plan: all look for a better group at once, and half of them may go there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from parvis.engines.settling import in_turn, settled

if TYPE_CHECKING:
    from parvis.engines import Engine
    from parvis.frames import Frame

MOST_ROUNDS: Final = 30
LEAST_GAIN: Final = 1e-4  # of modularity, by two rounds
_PRIME: Final = (1 << 31) - 1


def moved(ties: Frame, start: Frame, engine: Engine, *, resolution: float = 1.0) -> Frame:
    """Move each node to the group that gains most by it, round by round, until they gain little.

    Two that would change places do so for ever if both may. So one round goes to groups of higher
    numbers and the next to lower ones, and a node has its turn in half of the rounds, by a hash of
    its number and the round. Sums of whole numbers are exact in any order, and so every engine
    makes the same moves.

    Arguments:
        ties: node, other (whole numbers from 0), weight (whole, as a float): each tie from both
            ends; the tie of a node to itself once, with what it has of both.
        start: node and group (a number among those of nodes).
        engine: works each round out.
        resolution: as of `network.communities`.

    Returns: node and group.

    Source: Blondel et al., "Fast unfolding of communities in large networks" (Journal of
        Statistical Mechanics, 2008); Lu, Halappanavar and Kalyanaraman, "Parallel heuristics for
        scalable community detection" (Parallel Computing 47, 2015), for moving all at once.

    >>> import polars as pl
    >>> from parvis.engines import Local
    >>> from parvis.frames import enter
    >>> ends = {"node": [0, 1, 2, 3], "other": [1, 0, 3, 2], "weight": [1.0] * 4}
    >>> alone = pl.DataFrame({"node": range(4), "group": range(4)})
    >>> found = moved(enter(pl.DataFrame(ends)), enter(alone), Local())
    >>> found.sort("node").collect()["group"].to_list()
    [1, 1, 3, 3]
    """
    loops = nw.when(nw.col("node") == nw.col("other")).then(nw.col("weight")).otherwise(0.0)
    of_all = ties.select(total=nw.col("weight").sum(), loops=loops.sum()).collect("polars")
    total, within = (float(of_all[name].item() or 0.0) for name in ("total", "loops"))
    strengths = ties.group_by("node").agg(strength=nw.col("weight").sum())
    nodes = settled(start.join(strengths, on="node").select("node", "strength", "group"), engine)
    between = ties.filter(nw.col("node") != nw.col("other"))
    step, before = in_turn(engine), -1.0
    for turn in range(MOST_ROUNDS if total else 0):
        after = step(_round(between, nodes, resolution / total, turn))
        told = after.select(worth=nw.col("worth").sum(), moving=nw.col("moving").sum())
        worth, moving = told.collect("polars").row(0)
        reached = within / total + worth / total
        if moving == 0 or (turn % 2 == 0 and reached < before + LEAST_GAIN):
            break
        before = reached if turn % 2 == 0 else before
        nodes = after
    return nodes.select("node", "group")


def _round(between: Frame, nodes: Frame, cost: float, turn: int) -> Frame:
    """The nodes after a round; how many would move, and what the groups before it were worth."""
    best = _best(_looked_at(between, nodes, cost))
    goes = (nw.col("moving") == 1) & _may(turn)
    group = nw.when(goes).then(nw.col("best")).otherwise(nw.col("own"))
    return best.select("node", "strength", "worth", "moving", group=group)


def _looked_at(between: Frame, nodes: Frame, cost: float) -> Frame:
    """Every group that a node is tied to, its own among them, and what is gained there."""
    near = between.join(nodes.select(other="node", group="group"), on="other")
    own = nodes.select("node", "group", weight=nw.lit(0.0))
    tied = nw.concat([near.select("node", "group", "weight"), own]).group_by("node", "group")
    held = nodes.group_by("group").agg(held=nw.col("strength").sum())
    known = nodes.select("node", "strength", own="group")
    told = tied.agg(to=nw.col("weight").sum()).join(held, on="group").join(known, on="node")
    is_own, strength = nw.col("group") == nw.col("own"), nw.col("strength")
    others = nw.col("held") - nw.when(is_own).then(strength).otherwise(0.0)
    return told.with_columns(
        gain=nw.col("to") - strength * others * cost,
        worth=nw.when(is_own).then(nw.col("to") - strength * nw.col("held") * cost).otherwise(0.0),
        stays=nw.when(is_own).then(1).otherwise(0),
    )


def _best(looked_at: Frame) -> Frame:
    """Of each node the best group, the lowest number among equals; its own where it is as good."""
    most = nw.col("gain").max().over("node")
    worth = nw.col("worth").sum().over("node")
    best = looked_at.with_columns(most=most, worth=worth).filter(nw.col("gain") == nw.col("most"))
    alike = (nw.col(name).max() for name in ("strength", "own", "worth", "stays"))
    chosen = best.group_by("node").agg(*alike, best=nw.col("group").min())
    return chosen.with_columns(moving=1 - nw.col("stays"))


def _may(turn: int) -> nw.Expr:
    """Whether a node has its turn, and its best group lies in the direction of the round."""
    number = ((nw.col("node") + 1) * 7919 + (turn // 2 + 1) * 104_729) * 48_271 % _PRIME
    chance = number * 16_807 % _PRIME % 2
    is_up = nw.col("best") > nw.col("own")
    return (chance == 0) & (is_up if turn % 2 == 0 else ~is_up)
