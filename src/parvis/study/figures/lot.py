"""Mentions drawn by lot, where reading all of them would tell no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.analyse.sample import drawn
from parvis.frames import enter

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

MOST: Final = 100_000


def by_lot(mentions: IntoFrame, *columns: str, most: int = MOST) -> pl.DataFrame:
    """Return the mentions, or so many of them drawn by lot, always the same ones, by id.

    Arguments:
        mentions: of any engine, with `id`.
        columns: those that will be read, `id` among them; one that is not there is left out.
        most: how many at most.

    >>> import polars as pl
    >>> by_lot(pl.DataFrame({"id": ["x:1", "x:2", "x:3"], "line": [1, 2, 3]}), "id", most=2).shape
    (2, 1)
    """
    frame = enter(mentions, "id")
    there = frame.collect_schema().names()
    return drawn(frame.select(name for name in columns if name in there).to_native(), n=most)
