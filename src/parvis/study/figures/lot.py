"""Mentions drawn by lot, where reading all of them would tell no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.analyse.sample import sample

if TYPE_CHECKING:
    import polars as pl

MOST: Final = 100_000


def by_lot(mentions: pl.DataFrame, *, most: int = MOST) -> pl.DataFrame:
    """Return the mentions, or so many of them drawn by lot, always the same ones.

    Arguments:
        mentions: with `id`.
        most: how many at most.

    >>> import polars as pl
    >>> by_lot(pl.DataFrame({"id": ["x:1", "x:2", "x:3"]}), most=2).height
    2
    """
    if mentions.height <= most:
        return mentions
    return mentions.join(sample(mentions, n=most), on="id", how="semi", maintain_order="left")
