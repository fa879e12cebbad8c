"""What goes with an answer that is well received: what the asker says next."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from scipy import special

from parvis.analyse.multiple import holm
from parvis.analyse.threads import SIGNS
from parvis.survival import Z

QUICK: Final = 60.0  # minutes
LEAST: Final = 10  # answers with a sign, and without it
_ORDER: Final = {"negative": 0, "neutral": 1, "positive": 2}


def followed(threads: pl.DataFrame) -> pl.DataFrame:
    """List the answers under which the asker spoke again, with their signs and how they went.

    An answer is well received where what is said next thanks for it and is not negative, or is read
    in a better tone than the opening was.

    Arguments:
        threads: what `threads.threads` returned.

    Returns: brand, post, answer, next, was_negative (the opening), is_well, and the signs: those of
        `threads.SIGNS`, is_warm (read positive), is_quick (within an hour), is_macro.

    Source: row 36 of the capabilities.
    """
    order = {
        name: pl.col(name).replace_strict(_ORDER, default=None, return_dtype=pl.Int64)
        for name in ("tonality", "next_tonality")
    }
    is_thanked = pl.col("is_thanked").fill_null(value=False) & (order["next_tonality"] != 0)
    is_better = order["next_tonality"] > order["tonality"]
    spoke = threads.drop_nulls("next").with_columns(
        was_negative=(pl.col("tonality") == "negative").fill_null(value=False),
        is_well=is_thanked.fill_null(value=False) | is_better.fill_null(value=False),
        is_warm=(pl.col("answer_tonality") == "positive").fill_null(value=False),
        is_quick=(pl.col("minutes") <= QUICK).fill_null(value=False),
        is_macro=pl.col("is_template").fill_null(value=False),
    )
    columns = ("brand", "post", "answer", "next", "was_negative", "is_well", *signs())
    return spoke.select(columns).unique("next", keep="first", maintain_order=True)


def signs() -> tuple[str, ...]:
    """Return what is looked for in an answer."""
    return (*SIGNS, "is_warm", "is_quick", "is_macro")


def what_works(followed: pl.DataFrame, *, least: int = LEAST) -> pl.DataFrame:
    """Compare how answers with and without each sign were received, like with like.

    Within each brand, and apart where the opening was negative, the shares well received with and
    without the sign are set against each other; the differences are joined by Mantel and Haenszel's
    weights. It says what goes with a better reception, not what causes it.

    Arguments:
        followed: what `followed` returned.
        least: answers with a sign, and without it, under which nothing is said of it.

    Returns: sign, with_it and without (answers), difference (percentage points), low, high (95 %),
        p (Holm's adjustment); the largest difference first.

    Source: Mantel and Haenszel 1959; Sato, "On the variance estimator for the Mantel-Haenszel risk
        difference" (Biometrics 45, 1989).
    """
    rows = [row for row in (_compared(followed, sign, least) for sign in signs()) if row]
    columns = ("sign", "with_it", "without", "difference", "error")
    found = pl.DataFrame(rows, schema=columns, orient="row")
    if found.is_empty():
        return pl.DataFrame(schema=["sign", "with_it", "without", "difference", "low", "high", "p"])
    difference, error = (found[name].to_numpy() for name in ("difference", "error"))
    p = special.erfc(np.abs(difference) / np.maximum(error, 1e-12) / 2**0.5)
    bounds = {"low": -1.0, "high": 1.0}
    return (
        found.with_columns(
            *(
                pl.Series(name, np.clip(difference + side * Z * error, -100.0, 100.0))
                for name, side in bounds.items()
            ),
            p=pl.Series(holm(np.asarray(p, np.float64))),
        )
        .drop("error")
        .sort("difference", "sign", descending=[True, False])
    )


def _compared(
    followed: pl.DataFrame, sign: str, least: int
) -> tuple[str, int, int, float, float] | None:
    """The difference and its standard error, in percentage points; None where too few to say."""
    has = pl.col(sign)
    strata = followed.group_by("brand", "was_negative").agg(
        n1=has.sum(), a=(has & pl.col("is_well")).sum(), n=pl.len(), well=pl.col("is_well").sum()
    )
    table = strata.sort("brand", "was_negative").select(
        pl.col("n1", "a", "n").cast(pl.Float64),
        n0=pl.col("n").cast(pl.Float64) - pl.col("n1"),
        c=pl.col("well").cast(pl.Float64) - pl.col("a"),
    )
    n1, a, n, n0, c = (table[name].to_numpy() for name in ("n1", "a", "n", "n0", "c"))
    shared = float((n1 * n0 / n).sum()) if n.size else 0.0
    if n1.sum() < least or n0.sum() < least or shared <= 0:
        return None
    difference = float(((a * n0 - c * n1) / n).sum()) / shared
    p = (n1**2 * c - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / n**2
    q = (a * (n0 - c) + c * (n1 - a)) / (2 * n)
    error = max(difference * float(p.sum()) + float(q.sum()), 0.0) ** 0.5 / shared
    return sign, int(n1.sum()), int(n0.sum()), 100 * difference, 100 * error
