"""Which mentions to code: drawn by chance, each with a probability that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from parvis.errors import CodebookError, MissingColumnsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.analyse.prevalence import Floats
    from parvis.codebook.book import Codebook

How = Literal["random", "stratified", "informative"]

SEVERAL = "several"

EVEN = 0.5
"""Part of an informative sample that is drawn as if at random, so that no mention is out of reach
and no code weighs much more than another. Zrnic and Candès mix in the same way."""


def sample(
    mentions: pl.DataFrame,
    codebook: Codebook,
    n: int,
    *,
    how: How = "random",
    by: str | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Draw mentions to code, without replacement, always the same ones with the same seed.

    - `random`: each mention is as likely as another.
    - `stratified`: as many of each stratum, so that a small brand has its own figures; all of a
      stratum that is smaller than its part.
    - `informative`: the less the machine is sure of a mention, the likelier, over all the criteria
      it reads; in equal parts by stratum where `by` is given.

    Arguments:
        mentions: those to speak of, with `id`, `text`, `brands`; for an informative sample with the
            reader's probabilities, as `tonality_p`.
        codebook: what will be coded.
        n: mentions to draw, at most as many as there are.
        how: the design.
        by: the column of strata, as brands; brands by default for `stratified`, none otherwise.
            Mentions of several brands are one stratum.
        seed: another number draws others.

    Returns: id, brands, text, stratum, inclusion (the probability with which it was drawn, above 0
        and up to 1), in an order left to chance.

    Raises:
        MissingColumnsError: a column is not there.
        CodebookError: nothing to draw from or to draw; an informative sample with no criterion that
            the machine reads.

    Source: systematic sampling of a list in random order with unequal probabilities, Hartley and
        Rao 1962; Zrnic and Candès, "Active statistical inference" (ICML 2024).

    >>> from parvis.codebook.book import EXAMPLE, parse
    >>> mentions = pl.DataFrame({"id": ["a", "b", "c", "d"], "brands": [["Free"]] * 4, "text": "…"})
    >>> sample(mentions, parse(EXAMPLE), 2)["inclusion"].to_list()
    [0.5, 0.5]
    """
    by = by or ("brands" if how == "stratified" else None)
    _demand(mentions, "id", "text", "brands", *([by] if by else []))
    frame = mentions.unique("id", keep="first").sort("id")
    if n < 1 or frame.is_empty():
        fault = f"{n} of {frame.height} mentions cannot be drawn"
        raise CodebookError(f"{fault}. What to do: draw one at least, from some mentions.")
    random = np.random.default_rng(seed)
    strata = _strata(frame, by)
    doubt = _doubt(frame, codebook) if how == "informative" else np.ones(frame.height)
    inclusion = np.zeros(frame.height)
    sizes = dict(sorted(strata.value_counts().rows()))
    for stratum, part in allotted(sizes, n).items():
        rows = np.flatnonzero(strata == stratum)
        inclusion[rows] = probabilities(doubt[rows], part)
    order = random.permutation(frame.height)
    drawn = np.concatenate([_drawn(order, strata, name, inclusion, random) for name in sizes])
    chosen = frame.with_columns(stratum=strata, inclusion=inclusion)[np.sort(drawn)]
    return chosen[random.permutation(chosen.height)].select(
        "id", "brands", "text", "stratum", "inclusion"
    )


def allotted(sizes: dict[str, int], n: int) -> dict[str, int]:
    """Share n draws between strata as evenly as their sizes allow.

    Arguments:
        sizes: mentions by stratum.
        n: how many to draw in all.

    >>> allotted({"Free": 900, "Orange": 10, "SFR": 800}, 100)
    {'Free': 45, 'Orange': 10, 'SFR': 45}
    """
    parts = dict.fromkeys(sizes, 0)
    left = min(n, sum(sizes.values()))
    while left:
        open_ = [name for name in sizes if parts[name] < sizes[name]]
        step = max(1, left // len(open_))
        for name in sorted(open_, key=lambda one: -sizes[one])[:left]:
            taken = min(step, sizes[name] - parts[name], left)
            parts[name] += taken
            left -= taken
    return parts


def probabilities(weights: Floats, n: int) -> Floats:
    """Give probabilities in proportion to weights that add to n, none above 1.

    Arguments:
        weights: above 0.
        n: how many will be drawn.

    >>> probabilities(np.array([1.0, 1, 2, 6]), 2).tolist()
    [0.25, 0.25, 0.5, 1.0]
    """
    if n >= len(weights):
        return np.ones(len(weights))
    sure = np.zeros(len(weights), bool)
    while True:
        rest = weights * ~sure
        found = np.where(sure, 1.0, rest * (n - sure.sum()) / rest.sum())
        if (found <= 1.0).all():
            return found
        sure |= found >= 1.0


def _drawn(
    order: np.ndarray, strata: pl.Series, name: str, inclusion: Floats, random: np.random.Generator
) -> np.ndarray:
    """Draw from one stratum: walk along it in random order, and stop at every whole number."""
    rows = order[(strata == name).to_numpy()[order]]
    until = inclusion[rows].cumsum()
    until[-1] = round(until[-1])
    start = random.uniform()
    stops = np.floor(until - start)
    return rows[np.diff(stops, prepend=np.floor(-start)) > 0]


def _strata(frame: pl.DataFrame, by: str | None) -> pl.Series:
    if by is None:
        return pl.repeat("", frame.height, eager=True)
    column = frame[by]
    if isinstance(column.dtype, pl.List):
        several = pl.when(column.list.len() > 1).then(pl.lit(SEVERAL))
        column = pl.select(several.otherwise(column.list.first().cast(pl.String))).to_series()
    return column.cast(pl.String).fill_null("")


def _doubt(frame: pl.DataFrame, codebook: Codebook) -> Floats:
    """How little the machine is sure of each mention: 0 to 1, and never far below the mean.

    The spread of a code the machine gives with probability p is the root of p (1 - p): where codes
    are drawn in proportion to it, the variance of a corrected share is least.
    """
    columns = [f"{c.reads}_p" for c in codebook.criterion if c.reads]
    if not columns:
        fault = "the machine reads no criterion of this codebook, so nothing tells what is doubtful"
        raise CodebookError(
            f"{fault}. What to do: write reads = 'tonality' in one, or draw at random."
        )
    _demand(frame, *columns)
    spreads = [_spread(frame[name]) for name in dict.fromkeys(columns)]
    spread = np.mean(spreads, axis=0)
    mean = spread.mean()
    return (1 - EVEN) * spread / mean + EVEN if mean > 0 else np.ones(frame.height)


def _spread(probabilities_: pl.Series) -> Floats:
    squares = probabilities_.list.eval(pl.element() ** 2).list.sum()
    known = (1.0 - squares).clip(0.0, 1.0).sqrt()
    return known.fill_null(1.0).to_numpy().astype(np.float64)


def _demand(frame: pl.DataFrame, *columns: Sequence[str] | str) -> None:
    missing = [str(name) for name in columns if name not in frame.columns]
    if missing:
        raise MissingColumnsError.among(missing, frame.columns)
