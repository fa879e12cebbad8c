"""Whether people are more negative of a theme of a brand than of the brand in general."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import begin_by_brand, finish
from parvis.analyse.voices import voice

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

LEAST: Final = 5
"""People on each side under which nothing is compared."""

_BOUND = 1.959964


def negativity(mentions: IntoFrame) -> pl.DataFrame:
    """Tell for each voice how much of what it says of each brand was read as negative.

    Arguments:
        mentions: the mentions to count, with `id`, `author`, `brands` and `tonality`.

    Returns: voice, row (brand), negative (0 to 1); no row where nothing was read.

    Raises:
        MissingColumnsError: a column is not there.

    >>> said = {"id": ["x:1", "x:2"], "author": ["Ann", "Ann"], "brands": [["Free"], ["Free"]]}
    >>> negativity(pl.DataFrame(said | {"tonality": ["negative", "neutral"]})).rows()
    [('ann', 'Free', 0.5)]
    """
    said = begin_by_brand(mentions, "id", "author", "tonality")
    read = said.filter(~nw.col("tonality").is_null())
    told = read.select(
        voice=voice(), row="brand", negative=(nw.col("tonality") == "negative").cast(nw.Float64)
    )
    return finish(told.group_by("voice", "row").agg(nw.col("negative").mean())).sort("voice", "row")


def leanings(said: pl.DataFrame, negative: pl.DataFrame) -> pl.DataFrame:
    """Set those who speak of a theme with a brand against the others who speak of the brand.

    An author counts once, with the part of what they say of the brand that is negative.

    Arguments:
        said: voice, row (brand), column (theme), as `themes.by_column` lists them.
        negative: of each voice for each brand, as `negativity` tells it.

    Returns: row, column, people, negative (%, of those who speak of the theme), low, high (%), z
        (how far they are from the others, in standard errors; above 0 where more negative; null
        where a side has fewer than five people).

    Source: Welch, "The generalization of 'Student's' problem when several different population
        variances are involved" (Biometrika 34, 1947).

    >>> said = {"voice": ["ann"], "row": ["Free"], "column": ["panne"]}
    >>> told = {"voice": ["ann", "bo"], "row": ["Free", "Free"], "negative": [1.0, 0.0]}
    >>> leanings(pl.DataFrame(said), pl.DataFrame(told)).select("people", "negative", "z").rows()
    [(1, 100.0, None)]
    """
    theme = _summed(said.join(negative, on=["voice", "row"]), "row", "column")
    others = theme.join(_summed(negative, "row"), on="row", suffix="_all")
    rest = others.with_columns(
        pl.col(f"{name}_all") - pl.col(name) for name in ("people", "total", "squares")
    )
    return _compared(rest).sort("row", "column")


def _summed(told: pl.DataFrame, *keys: str) -> pl.DataFrame:
    share = pl.col("negative")
    return told.group_by(keys).agg(
        people=pl.len().cast(pl.Int64), total=share.sum(), squares=(share**2).sum()
    )


def _compared(rest: pl.DataFrame) -> pl.DataFrame:
    """The share of each side, and how far apart they are."""
    mean, spread = _moments("")
    other, others = _moments("_all")
    is_enough = pl.min_horizontal("people", "people_all") >= LEAST
    error = (spread / pl.col("people") + others / pl.col("people_all")).sqrt()
    half = _BOUND * (spread / pl.col("people")).sqrt()
    return rest.select(
        "row",
        "column",
        "people",
        negative=100 * mean,
        low=pl.when(is_enough).then(100 * (mean - half).clip(0, 1)),
        high=pl.when(is_enough).then(100 * (mean + half).clip(0, 1)),
        z=pl.when(is_enough & (error > 0)).then((mean - other) / error),
    )


def _moments(side: str) -> tuple[pl.Expr, pl.Expr]:
    """Mean and variance of one side from its sums."""
    people = pl.col(f"people{side}")
    mean = pl.col(f"total{side}") / people
    return mean, (pl.col(f"squares{side}") / people - mean**2).clip(0) * people / (people - 1)
