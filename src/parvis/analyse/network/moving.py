"""The two inner loops of the Leiden algorithm: move authors, and refine what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from parvis.analyse.prevalence import Floats
    from parvis.compiled import Whole


class Web(NamedTuple):
    """Weighted ties in both directions; the tie of a node to itself is counted twice.

    Arguments:
        start, end, weight: row by row.
        strength: sum of the weights of each node's ties.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int32]
    weight: Floats
    strength: Floats


class Grouping(NamedTuple):
    """Which group each node is in, and how strong each group is.

    Arguments:
        of: number of the group.
        strength: of each group; more numbers than are in use.
    """

    of: NDArray[np.int64]
    strength: Floats


class _Scratch(NamedTuple):
    """Room for the loops: who waits, and what ties a node to each group."""

    queue: NDArray[np.int64]  # a ring
    waits: NDArray[np.bool_]
    to: Floats  # weight of the ties of the node at hand to each group; zero between nodes
    near: NDArray[np.int64]  # the groups it is tied to
    free: NDArray[np.int64]  # numbers of empty groups, and in the last place how many


def web(ties: sparse.csr_array) -> Web:
    """Lay a symmetric matrix of weights out for the loops."""
    start, end = ties.indptr.astype(np.int64), ties.indices.astype(np.int32)
    return Web(start, end, ties.data.astype(np.float64), strengths(ties))


def strengths(ties: sparse.csr_array) -> Floats:
    """Add up the weights of the ties of each node."""
    return np.asarray(ties.sum(axis=1), np.float64).ravel()


def grouping(of: NDArray[np.int64], web: Web) -> Grouping:
    """Add up the strengths of groups."""
    return Grouping(of, np.bincount(of, web.strength, minlength=of.size).astype(np.float64))


def move(web: Web, groups: Grouping, order: NDArray[np.int64], scale: float) -> int:
    """Move each node to the group that gains most by it, until none gains.

    Arguments:
        web: who is tied to whom.
        groups: changed in place.
        order: in which the nodes first have their turn.
        scale: what a pair of strengths costs: resolution by twice the weight of all ties.

    Returns: how many moves were made.

    Source: Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected
        communities" (Scientific Reports 9, 2019), fast local moving.
    """
    scratch = _scratch(order)
    empty = np.flatnonzero(np.bincount(groups.of, minlength=order.size) == 0)
    scratch.free[: empty.size], scratch.free[-1] = empty, empty.size
    return int(_move(web, groups, scratch, scale))


def refine(web: Web, groups: Grouping, order: NDArray[np.int64], scale: float) -> Grouping:
    """Part each group into pieces that hang together well.

    Arguments:
        web: who is tied to whom.
        groups: to part.
        order: in which the nodes have their turn.
        scale: as in `move`.

    Returns: the pieces; each lies in one group.

    Source: Traag, Waltman and van Eck 2019, as in `move`; the best piece is taken, not one at
        random, and chance is left to the order.
    """
    pieces = grouping(np.arange(order.size), web)
    alone, out = np.ones(order.size, np.bool_), np.zeros(order.size)
    _measure_out(web, groups.of, out)
    _refine(web, groups, pieces, _scratch(order), (alone, out), scale)
    return pieces


def _scratch(order: NDArray[np.int64]) -> _Scratch:
    return _Scratch(
        queue=order.copy(),
        waits=np.ones(order.size, np.bool_),
        to=np.zeros(order.size),
        near=np.zeros(order.size, np.int64),
        free=np.zeros(order.size + 1, np.int64),
    )


@compiled
def _move(web: Web, groups: Grouping, scratch: _Scratch, scale: float) -> Whole:
    size, head, waiting, moves = scratch.queue.size, 0, scratch.queue.size, 0
    while waiting > 0:
        node = scratch.queue[head]
        head = (head + 1) % size
        waiting -= 1
        scratch.waits[node] = False
        best = _best_group(web, groups, scratch, node, scale)
        if best != groups.of[node]:
            _put(web, groups, scratch, node, best)
            moves += 1
            waiting = _call(web, groups, scratch, node, (head, waiting))
    return moves


@step
def _best_group(web: Web, groups: Grouping, scratch: _Scratch, node: Whole, scale: float) -> Whole:
    """Return the group that gains most by a node: its own where none gains more, or an empty."""
    own, cost = groups.of[node], scale * web.strength[node]
    near = _gather(web, groups.of, scratch, node)
    best, most = own, scratch.to[own] - cost * (groups.strength[own] - web.strength[node])
    for at in range(near):
        group = scratch.near[at]
        gain = scratch.to[group] - cost * groups.strength[group]
        if group != own and gain > most + _least(web, node):
            best, most = group, gain
        scratch.to[group] = 0.0
    scratch.to[own] = 0.0
    if most < -_least(web, node) and scratch.free[-1] > 0:
        best = scratch.free[scratch.free[-1] - 1]
    return best


@step
def _least(web: Web, node: Whole) -> Whole:
    """Return the least gain that is more than rounding."""
    return 1e-12 * web.strength[node]


@step
def _gather(web: Web, of: NDArray[np.int64], scratch: _Scratch, node: Whole) -> Whole:
    """Add up what ties a node to each group around it; return how many groups there are."""
    near = 0
    for tie in range(web.start[node], web.start[node + 1]):
        other = web.end[tie]
        if other == node:
            continue
        group = of[other]
        if scratch.to[group] == 0.0:
            scratch.near[near] = group
            near += 1
        scratch.to[group] += web.weight[tie]
    return near


@step
def _put(web: Web, groups: Grouping, scratch: _Scratch, node: Whole, group: Whole) -> None:
    """Take a node from its group to another, and keep count of the empty ones."""
    own, free = groups.of[node], scratch.free
    if free[-1] > 0 and group == free[free[-1] - 1]:
        free[-1] -= 1
    groups.strength[own] -= web.strength[node]
    groups.strength[group] += web.strength[node]
    groups.of[node] = group
    if groups.strength[own] <= _least(web, node):
        groups.strength[own] = 0.0
        free[free[-1]] = own
        free[-1] += 1


@step
def _call(
    web: Web, groups: Grouping, scratch: _Scratch, node: Whole, ring: tuple[Whole, Whole]
) -> Whole:
    """Let the neighbours of a node that are in other groups wait again; return how many wait."""
    head, waiting = ring
    for tie in range(web.start[node], web.start[node + 1]):
        other = web.end[tie]
        if not scratch.waits[other] and groups.of[other] != groups.of[node]:
            scratch.waits[other] = True
            scratch.queue[(head + waiting) % scratch.queue.size] = other
            waiting += 1
    return waiting


@compiled
def _measure_out(web: Web, of: NDArray[np.int64], out: Floats) -> None:
    """Add up what ties each node to the others of its group."""
    for node in range(of.size):
        for tie in range(web.start[node], web.start[node + 1]):
            other = web.end[tie]
            if other != node and of[other] == of[node]:
                out[node] += web.weight[tie]


@compiled
def _refine(
    web: Web,
    groups: Grouping,
    pieces: Grouping,
    scratch: _Scratch,
    state: tuple[NDArray[np.bool_], Floats],
    scale: float,
) -> None:
    alone, out = state
    for node in scratch.queue:
        whole = groups.strength[groups.of[node]]
        if alone[node] and _hangs_well(out[node], web.strength[node], whole, scale):
            piece, tied = _best_piece(web, (groups, pieces), scratch, (node, out), scale)
            if piece != node:
                pieces.strength[node] = 0.0
                pieces.strength[piece] += web.strength[node]
                pieces.of[node] = piece
                out[piece] += out[node] - 2 * tied
                alone[node] = alone[piece] = False


@step
def _hangs_well(out: Whole, strength: Whole, whole: Whole, scale: float) -> Whole:
    """Tell whether what ties a part to the rest of its group is as much as chance would give."""
    return out >= scale * strength * (whole - strength)


@step
def _best_piece(
    web: Web,
    both: tuple[Grouping, Grouping],
    scratch: _Scratch,
    at_hand: tuple[Whole, Floats],
    scale: float,
) -> tuple[Whole, float]:
    """Return the piece of its group that gains most by a node, and what ties it to the piece."""
    (groups, pieces), (node, out) = both, at_hand
    whole = groups.strength[groups.of[node]]
    best, most, tied = node, 0.0, 0.0
    for at in range(_gather(web, pieces.of, scratch, node)):
        piece = scratch.near[at]
        to, scratch.to[piece] = scratch.to[piece], 0.0
        strength = pieces.strength[piece]
        gain = to - scale * web.strength[node] * strength
        if (
            groups.of[piece] == groups.of[node]
            and gain > most
            and _hangs_well(out[piece], strength, whole, scale)
        ):
            best, most, tied = piece, gain, to
    return best, tied
