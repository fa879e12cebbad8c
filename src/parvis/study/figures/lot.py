"""Mentions drawn by lot, where reading all of them would tell no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.analyse.sample import drawn

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

MOST: Final = 100_000


def by_lot(mentions: IntoFrame, *, most: int = MOST) -> pl.DataFrame:
    """Return the mentions, or so many of them drawn by lot, always the same ones, by id.

    Arguments:
        mentions: of any engine, with `id`.
        most: how many at most.

    >>> import polars as pl
    >>> by_lot(pl.DataFrame({"id": ["x:1", "x:2", "x:3"]}), most=2).height
    2
    """
    return drawn(mentions, n=most)
