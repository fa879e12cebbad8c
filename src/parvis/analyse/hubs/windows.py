"""The hubs of each day, week or month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import polars as pl

from parvis.analyse.hubs.popular import hubs, ranked
from parvis.analyse.network import together

if TYPE_CHECKING:
    from collections.abc import Iterable

Window = Literal["1d", "1w", "1mo", "1q", "1y"]
MOST_WINDOWS: Final = 12
_NO_WINDOW: Final = pl.DataFrame(
    schema={
        "window": pl.Date,
        "rank": pl.Int64,
        "author": pl.String,
        "pagerank": pl.Float64,
        "popularity": pl.Int64,
    }
)


def hubs_by_window(
    ties: pl.DataFrame, *, every: Window, top: int = 10, apart: Iterable[str] = ()
) -> pl.DataFrame:
    """List the hubs of each window of time, computed on the ties of that window alone.

    Arguments:
        ties: by day, as `network.ties` returns them; undated ones are in no window.
        every: the length of a window: a day, a week from Monday, a month, a quarter or a year.
        top: how many to list for each.
        apart: authors, lower case, to leave out.

    Returns: window (its first day), rank, author, pagerank, popularity.

    Source: row 24 of the capabilities.

    >>> import datetime as dt
    >>> day = [dt.date(2024, 3, 1), dt.date(2024, 4, 2)]
    >>> ends = {"source": ["ann", "ann"], "target": ["bo", "cy"], "kind": ["mention"] * 2}
    >>> found = hubs_by_window(pl.DataFrame({**ends, "day": day, "weight": [1, 1]}), every="1mo")
    >>> found.filter(rank=1).select("window", "author").rows()
    [(datetime.date(2024, 3, 1), 'bo'), (datetime.date(2024, 4, 1), 'cy')]
    """
    windowed = _windowed(ties, every)
    left_out = ~pl.col("author").is_in(list(apart))
    found = [
        ranked(
            hubs(together(part), top=part.height + 1).drop("rank").filter(left_out).head(top)
        ).select(pl.lit(first).alias("window"), "rank", "author", "pagerank", "popularity")
        for (first,), part in windowed.sort("window").group_by("window", maintain_order=True)
    ]
    return pl.concat(found) if found else _NO_WINDOW


def window_of(ties: pl.DataFrame) -> Window:
    """Return the shortest window of which the ties fill a dozen at most.

    Arguments:
        ties: by day, as `network.ties` returns them.

    >>> import datetime as dt
    >>> day = [dt.date(2024, 3, day) for day in range(1, 15)]
    >>> window_of(pl.DataFrame({"day": day}))
    '1w'
    """
    windows = get_args(Window)
    few = (
        every for every in windows if _windowed(ties, every)["window"].n_unique() <= MOST_WINDOWS
    )
    return next(few, windows[-1])


def _windowed(ties: pl.DataFrame, every: Window) -> pl.DataFrame:
    dated = ties.filter(pl.col("day").is_not_null())
    return dated.with_columns(window=pl.col("day").dt.truncate(every))
