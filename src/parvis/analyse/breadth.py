"""Whether the queries of two brands are equally broad: shares of voice compare like with like.

A query's breadth is how many mentions it counts for each that truly speaks of its brand: below one
it misses some, above one it takes in others. It is measured where the truth is known otherwise: on
mentions that people labelled, or on those addressed to the brand's accounts, whatever their words.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from scipy import stats

from parvis.analyse.multiple import holm
from parvis.analyse.reduction import begin, finish
from parvis.analyse.voices import voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

LEAST: Final = 30
"""Mentions of a brand in a sample under which its query is not judged."""
SLIPS: Final = 2.0  # mentions that might have gone the other way, where none did
_WITHIN = 1.959964
COUNTS = {
    "brand": pl.String,
    "found": pl.Int64,
    "true": pl.Int64,
    "both": pl.Int64,
    "voices": pl.Int64,
}
BREADTH = {
    "brand": pl.String,
    "mentions": pl.Int64,
    "people": pl.Int64,
    "precision": pl.Float64,
    "recall": pl.Float64,
    "breadth": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "spread": pl.Float64,
}
RATIOS = {
    "brand": pl.String,
    "against": pl.String,
    "ratio": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
}


def addressed(mentions: IntoFrame, accounts: Mapping[str, str]) -> pl.DataFrame:
    """Cross the queries with the accounts: of what is addressed to a brand, what its query finds.

    A mention is addressed to a brand if it names one of its accounts or answers one of its posts.

    Arguments:
        mentions: all mentions, found by a query or not, with `id`, `author`, `mentions`,
            `reply_to`, `own_brand` and `brands`; what brands say themselves is left out.
        accounts: account, lower case and without @, to brand.

    Returns: brand, found, true, both (of one author: mentions found, addressed, and both; here all
        that is found is addressed too), voices (how many authors are so).

    Raises:
        MissingColumnsError: a column is not there.

    Source: crossing two ways of finding one thing, as capture and recapture do (Seber, "The
        estimation of animal abundance", 1982); row 27 of the capabilities.

    >>> said = {"id": ["1", "2"], "author": ["ann", "bo"], "mentions": [["free"], ["free"]]}
    >>> said |= {"brands": [["Free"], []]}
    >>> said = pl.DataFrame(said).with_columns(
    ...     pl.lit(None, pl.String).alias(name) for name in ("reply_to", "own_brand")
    ... )
    >>> addressed(said, {"free": "Free"}).rows()
    [('Free', 0, 1, 0, 1), ('Free', 1, 1, 1, 1)]
    """
    every = begin(mentions, "id", "author", "mentions", "reply_to", "own_brand", "brands")
    of = every.filter(~nw.col("own_brand").is_null()).select(reply_to="id", answered="own_brand")
    public = every.filter(nw.col("own_brand").is_null())
    said = public.join(of, on="reply_to", how="left")
    brands = sorted(set(accounts.values()))
    tables = [_addressed(said, brand, accounts) for brand in brands]
    return pl.concat([pl.DataFrame(schema=COUNTS), *tables])


def _addressed(said: Frame, brand: str, accounts: Mapping[str, str]) -> pl.DataFrame:
    own = [account for account, owner in accounts.items() if owner == brand]
    named = [nw.col("mentions").list.contains(account) for account in own]
    is_answer = (nw.col("answered") == brand).fill_null(value=False)
    to_brand = said.filter(nw.any_horizontal(is_answer, *named, ignore_nulls=True))
    is_found = nw.col("brands").list.contains(brand).cast(nw.Int64)
    each = to_brand.select(voice=voice(), found=is_found, true=nw.lit(1), both=is_found)
    return _alike(each, brand)


def labelled(sample: IntoFrame, brands: Sequence[str]) -> pl.DataFrame:
    """Set the queries against what people said of a sample: of which brands each mention speaks.

    Arguments:
        sample: labelled mentions with `id`, `author`, `brands` (whose queries find it) and `named`
            (the brands of which it speaks, as people say).
        brands: those to judge.

    Returns: what `addressed` returns.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities.

    >>> said = {"id": ["1"], "author": ["ann"], "brands": [["Free"]], "named": [["Orange"]]}
    >>> labelled(pl.DataFrame(said), ["Free"]).rows()
    [('Free', 1, 0, 0, 1)]
    """
    every = begin(sample, "id", "author", "brands", "named")
    tables = [pl.DataFrame(schema=COUNTS)]
    for brand in brands:
        found, true = (
            nw.col(name).list.contains(brand).cast(nw.Int64) for name in ("brands", "named")
        )
        each = every.select(voice=voice(), found=found, true=true, both=found * true)
        tables.append(_alike(each.filter(nw.col("found") + nw.col("true") > 0), brand))
    return pl.concat(tables)


def _alike(each: Frame, brand: str) -> pl.DataFrame:
    """Count the authors who have so many mentions found, true and both."""
    names = ("found", "true", "both")
    people = each.group_by("voice").agg(*(nw.col(name).sum() for name in names))
    counted = finish(people.group_by(*names).agg(voices=nw.len()))
    return (
        counted.select(pl.lit(brand).alias("brand"), *names, "voices")
        .sort(*names)
        .cast(pl.Schema(COUNTS))
    )


def breadths(counts: pl.DataFrame) -> pl.DataFrame:
    """Measure the breadth of each brand's query, with its 95 % interval by author.

    Arguments:
        counts: what `addressed` or `labelled` returned.

    Returns: brand, mentions (that truly speak of it), people, precision, recall, breadth, low,
        high (%), spread (of the logarithm of the breadth, a standard error); no row for a brand
        with fewer than LEAST mentions or none found.

    Source: delta method for a ratio of two sums over clusters (Cochran 1977, chapter 6), on the
        logarithm; where no mention slipped, two are supposed to (Agresti and Caffo, The American
        Statistician 54, 2000).

    >>> half = {"brand": "Free", "found": 1, "true": 2, "both": 1, "voices": 50}
    >>> breadths(pl.DataFrame([half])).select("mentions", "breadth", "recall").row(0)
    (100, 50.0, 50.0)
    """
    people, n = pl.col("voices"), {name: pl.col("voices").dot(name) for name in _TOTALS}
    sums = counts.group_by("brand", maintain_order=True).agg(**n, people=people.sum())
    enough = sums.filter(pl.col("true") >= LEAST, pl.col("both") > 0)
    slip = SLIPS / (pl.col("found") * pl.col("true"))
    moved = pl.col("found") / pl.col("found_all") - pl.col("true") / pl.col("true_all")
    totals = enough.select("brand", found_all="found", true_all="true")
    by_brand = counts.join(totals, on="brand", maintain_order="left").group_by("brand")
    squares = by_brand.agg(squares=(people * moved**2).sum())
    breadth = pl.col("found") / pl.col("true")
    off = (_WITHIN * pl.col("spread")).exp()
    is_crossed = pl.col("found") == pl.col("both")  # nothing can be found beyond what is there
    return (
        enough.join(squares, on="brand", maintain_order="left")
        .with_columns(spread=(pl.col("squares") + slip).sqrt())
        .select(
            pl.col("brand"),
            mentions="true",
            people="people",
            precision=100 * pl.col("both") / pl.col("found"),
            recall=100 * pl.col("both") / pl.col("true"),
            breadth=100 * breadth,
            low=100 * breadth / off,
            high=pl.when(is_crossed)
            .then((breadth * off).clip(upper_bound=1.0))
            .otherwise(breadth * off)
            * 100,
            spread="spread",
        )
        .cast(pl.Schema(BREADTH))
    )


_TOTALS: Final = ("found", "true", "both")


def ratios(measured: pl.DataFrame) -> pl.DataFrame:
    """Compare the breadths of every two brands.

    Arguments:
        measured: what `breadths` returned.

    Returns: brand, against (the narrower), ratio (how many times as broad, 1 or more), low, high
        (its 95 % interval), p (of two equally broad queries, adjusted for all pairs).

    Source: Holm 1979, as in `multiple.holm`.

    >>> wide = {"brand": "Free", "breadth": 90.0, "spread": 0.01}
    >>> pair = ratios(pl.DataFrame([wide, wide | {"brand": "SFR", "breadth": 60.0}]))
    >>> pair.select("brand", "against", "ratio").row(0)
    ('Free', 'SFR', 1.5)
    """
    ordered = measured.sort("breadth", "brand", descending=[True, False])
    rows = [
        (
            one["brand"],
            other["brand"],
            one["breadth"] / other["breadth"],
            float(np.hypot(one["spread"], other["spread"])),
        )
        for one, other in combinations(ordered.iter_rows(named=True), 2)
    ]
    found = pl.DataFrame(
        rows, {"brand": str, "against": str, "ratio": float, "spread": float}, orient="row"
    )
    z = (found["ratio"].log() / found["spread"]).to_numpy()
    off = (_WITHIN * pl.col("spread")).exp()
    p = pl.Series(holm(np.asarray(2.0 * stats.norm.sf(z))), dtype=pl.Float64)
    return found.with_columns(low=pl.col("ratio") / off, high=pl.col("ratio") * off, p=p).select(
        pl.col(name).cast(dtype) for name, dtype in RATIOS.items()
    )
