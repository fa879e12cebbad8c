"""What hangs together: the connected parts of a graph, on any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.frames import distinct, how_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.frames import Frame


def families(ties: Frame, settled: Callable[[Frame], Frame]) -> Frame:
    """Name what hangs together, step by step: the connected parts of a graph.

    Each round, a family joins the least of those it shares a key with, and goes on with that one to
    where it joins; then each is a family less, and only keys that several still share are left. So
    families halve at least, however long the chains are.

    Arguments:
        ties: `wording` and `key`, whole numbers: which wordings share what.
        settled: works a frame out, so that the next round does not do so again.

    Returns: wording and family (the least wording of it); wordings that share no key are left out.

    Source: Borůvka (1926); Kiveris et al., "Connected components in MapReduce and beyond" (SoCC
    2014).

    >>> import polars as pl
    >>> from parvis.frames import enter
    >>> ties = pl.DataFrame({"wording": [3, 5, 5, 9], "key": [1, 1, 2, 4]})
    >>> sorted(families(enter(ties), lambda frame: frame).collect().rows())
    [(3, 3), (5, 3)]
    """
    left = settled(_shared(ties.select("key", family="wording")))
    found = distinct(left, "family").select(nw.col("family").alias("wording"), "family")
    while how_many(left.to_native()):
        joins = settled(_joins(left))
        found = settled(_joined(found, joins))
        left = settled(_shared(_joined(left, joins)))
    return found


def _shared(ties: Frame) -> Frame:
    """The ties by keys that more than one family has."""
    once = distinct(ties, "family", "key")
    keys = once.group_by("key").agg(families=nw.len()).filter(nw.col("families") > 1)
    return once.join(keys.select("key"), on="key")


def _joins(ties: Frame) -> Frame:
    """Which family each one joins: the least it shares a key with, or the one which that joins."""
    least = ties.group_by("key").agg(least=nw.col("family").min())
    nearest = ties.join(least, on="key").group_by("family").agg(to=nw.col("least").min())
    onwards = nearest.select(to="family", further="to")
    return nearest.join(onwards, on="to").select("family", to="further")


def _joined(rows: Frame, joins: Frame) -> Frame:
    """The rows, of the families that theirs joined."""
    told = rows.join(joins, on="family", how="left")
    return told.with_columns(family=nw.coalesce("to", "family")).drop("to")
