"""What hangs together: the connected parts of a graph, on any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.frames import distinct

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.frames import Frame


def families(ties: Frame, settled: Callable[[Frame], Frame]) -> Frame:
    """Name what hangs together, step by step: the connected parts of a graph.

    Each round, a wording takes the least name among those it shares a key with, and then the name
    that its new namesake has. Rounds grow with the logarithm of the longest chain.

    Arguments:
        ties: `wording` and `key`, whole numbers: which wordings share what.
        settled: works a frame out, so that the next round does not do so again.

    Returns: wording and family (the least wording of it); wordings that share no key are left out.

    Source: Kiveris et al., "Connected components in MapReduce and beyond" (SoCC 2014).

    >>> import polars as pl
    >>> from parvis.frames import enter
    >>> ties = pl.DataFrame({"wording": [3, 5, 5, 9], "key": [1, 1, 2, 4]})
    >>> sorted(families(enter(ties), lambda frame: frame).collect().rows())
    [(3, 3), (5, 3)]
    """
    shared = settled(_shared(ties))
    named = distinct(shared, "wording").with_columns(family="wording")
    while True:
        told = settled(_told(shared, named))
        before = named.rename({"family": "before"})
        changed = told.join(before, on="wording").filter(nw.col("family") != nw.col("before"))
        if changed.select(nw.len()).collect().item() == 0:
            return told
        named = told


def _shared(ties: Frame) -> Frame:
    """The ties by keys that more than one wording has."""
    once = distinct(ties, "wording", "key")
    keys = once.group_by("key").agg(wordings=nw.len()).filter(nw.col("wordings") > 1)
    return once.join(keys.select("key"), on="key")


def _told(shared: Frame, named: Frame) -> Frame:
    """One round: the least name among neighbours, then the name of that namesake."""
    least = shared.join(named, on="wording").group_by("key").agg(least=nw.col("family").min())
    nearest = shared.join(least, on="key").group_by("wording").agg(family=nw.col("least").min())
    namesakes = named.rename({"wording": "family", "family": "further"})
    leaped = nearest.join(namesakes, on="family", how="left")
    further = nw.min_horizontal("family", "further")
    return leaped.select("wording", further.alias("family"))
