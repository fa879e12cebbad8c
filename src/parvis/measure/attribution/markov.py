"""The Markov model: how many orders would be lost if a channel were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]


def removal_effects(paths: pl.DataFrame) -> dict[str, float]:
    """Return, for each channel, the part of orders that journeys lose without it.

    Journeys are a walk from channel to channel that ends in an order or in none. Taking a channel
    out sends whoever would come to it to no order. The effect is an upper bound of what the channel
    causes: those who meet it may have been the likelier buyers.

    Arguments:
        paths: journey, order (null where there was none) and channel, oldest contact first.

    Returns: 0 to 1 by channel, in alphabetical order; all 0 where nothing was ordered.

    Source: Anderl, Becker, von Wangenheim and Schumann, "Mapping the customer journey"
        (International Journal of Research in Marketing 33, 2016).

    >>> paths = pl.DataFrame(
    ...     {
    ...         "journey": [1, 1, 2, 3],
    ...         "order": ["o", "o", None, "p"],
    ...         "channel": ["x", "y", "x", "y"],
    ...     }
    ... )
    >>> removal_effects(paths)
    {'x': 0.5, 'y': 1.0}
    """
    if paths.is_empty():
        return {}
    names = paths["channel"].unique().sort().to_list()
    moves = _moves(paths, names)
    reached = _reached(moves)
    whole = reached[0]
    if whole <= 0:
        return dict.fromkeys(names, 0.0)
    without = [_reached(_removed(moves, place))[0] for place in range(1, len(names) + 1)]
    return {
        name: float(np.clip(1 - left / whole, 0, 1))
        for name, left in zip(names, without, strict=True)
    }


def _moves(paths: pl.DataFrame, names: list[str]) -> Floats:
    """Probabilities from the start and each channel to each channel, the order and the end."""
    places = {name: place for place, name in enumerate(names, start=1)}
    order, end = len(names) + 1, len(names) + 2
    ends = pl.when(pl.col("order").is_not_null()).then(order).otherwise(end)
    walked = paths.select(
        "journey", place=pl.col("channel").replace_strict(places, return_dtype=pl.Int64), ends=ends
    )
    to = pl.coalesce(pl.col("place").shift(-1).over("journey"), "ends")
    steps = walked.select(come="place", to=to)
    starts = walked.group_by("journey", maintain_order=True).first()
    starts = starts.select(come=pl.lit(0, pl.Int64), to="place")
    counts = np.zeros((len(names) + 1, len(names) + 3))
    pairs = pl.concat([steps, starts]).group_by("come", "to").len().to_numpy()
    counts[pairs[:, 0], pairs[:, 1]] = pairs[:, 2]
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def _removed(moves: Floats, place: int) -> Floats:
    """The same walk, where who would come to a channel comes to no order."""
    gone = moves.copy()
    gone[:, -1] += gone[:, place]
    gone[:, place] = 0.0
    gone[place] = 0.0
    return gone


def _reached(moves: Floats) -> Floats:
    """The probability of an order from the start and from each channel."""
    inner = moves[:, : moves.shape[0]]
    return np.asarray(np.linalg.solve(np.eye(len(inner)) - inner, moves[:, -2]))
