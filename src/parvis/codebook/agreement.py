"""Whether coders agree enough, criterion by criterion, for its codes to be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.codebook.alpha import agreeing, alpha
from parvis.errors import CodebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.codebook.alpha import Alpha
    from parvis.codebook.book import Codebook, Criterion

LEAST: Final = 0.667
GOOD: Final = 0.8
"""Krippendorff's customary bounds: below the first no conclusion, from the second a firm one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the coders agreed on one criterion.

    Arguments:
        criterion: its name.
        level: of its values.
        alpha: Krippendorff's, with its interval and the mentions compared.
        percent: pairs of codes that are the same, %; it does not know what chance would do.
        coders: how many coded it.

    >>> from parvis.codebook.alpha import Alpha
    >>> weak = Alpha(value=0.6, low=0.5, high=0.7, units=90)
    >>> Agreement(criterion="irony", level="nominal", alpha=weak, percent=91.0, coders=2).is_usable
    False
    """

    criterion: str
    level: str
    alpha: Alpha
    percent: float | None
    coders: int

    @property
    def is_usable(self) -> bool:
        """Whether its codes may be used without a person's decision: alpha is 0.667 or more."""
        return self.alpha.value is not None and self.alpha.value >= LEAST

    @property
    def verdict(self) -> str:
        """What follows, in words."""
        if self.alpha.value is None:
            return f"refused: {self._why_unknown}"
        if not self.is_usable:
            return f"refused: alpha is below {LEAST}"
        if self.alpha.low is not None and self.alpha.low < LEAST:
            return f"usable, but the interval reaches below {LEAST}: code more mentions twice"
        return "usable" if self.alpha.value >= GOOD else f"usable, tentatively: below {GOOD}"

    @property
    def _why_unknown(self) -> str:
        if not self.alpha.units:
            return "no mention was coded twice"
        return "all codes are one value, so chance cannot be told from agreement"

    def demand_usable(self) -> None:
        """Refuse a criterion on which people do not agree.

        Raises:
            CodebookError: alpha is unknown or below 0.667.

        >>> Agreement(
        ...     criterion="irony",
        ...     level="nominal",
        ...     alpha=alpha(np.array([[1, 1], [2, 0], [1, 1]])),
        ...     percent=33.3,
        ...     coders=2,
        ... ).demand_usable()
        Traceback (most recent call last):
        parvis.errors.CodebookError: the criterion 'irony' is not used: Krippendorff's alpha is \
-0.25 over 3 mentions, and 0.667 is the least. What to do: read the disagreements together, write \
a rule for each kind in the codebook, and code new mentions.
        """
        if self.is_usable:
            return
        known = self._why_unknown
        if self.alpha.value is not None:
            known = (
                f"Krippendorff's alpha is {self.alpha.value:.2f} over {self.alpha.units} "
                f"mentions, and {LEAST} is the least"
            )
        raise CodebookError(
            f"the criterion {self.criterion!r} is not used: {known}. {self._way_out}"
        )

    @property
    def _way_out(self) -> str:
        if not self.alpha.units:
            return "What to do: let two people code some of the mentions, each without the other."
        return (
            "What to do: read the disagreements together, write a rule for each kind in the "
            "codebook, and code new mentions."
        )


def agreement(
    codes: pl.DataFrame, codebook: Codebook, *, draws: int = 2000, seed: int = 0
) -> list[Agreement]:
    """Measure, for each criterion, how far the coders agree.

    Arguments:
        codes: id, coder, criterion, code; one row a code given, as `read_sheets` returns them.
        codebook: whose criteria are measured, in its order.
        draws: bootstrap samples behind each interval.
        seed: of their random numbers.

    Source: Krippendorff 2004; Hayes and Krippendorff 2007, as in `parvis.codebook.alpha`.

    >>> from parvis.codebook.book import EXAMPLE, parse
    >>> given = [("a", "yes", "yes"), ("b", "no", "no"), ("c", "no", "yes"), ("d", "no", "no")]
    >>> rows = [
    ...     (id_, coder, "complaint", code)
    ...     for id_, *said in given
    ...     for coder, code in zip(["ana", "bob"], said, strict=True)
    ... ]
    >>> found = agreement(
    ...     pl.DataFrame(rows, ["id", "coder", "criterion", "code"], orient="row"), parse(EXAMPLE)
    ... )
    >>> [(one.criterion, one.percent, one.verdict) for one in found]
    [('tonality', None, 'refused: no mention was coded twice'), ('complaint', 75.0, 'refused: \
alpha is below 0.667')]
    """
    return [_of(codes, criterion, draws=draws, seed=seed) for criterion in codebook.criterion]


def _of(codes: pl.DataFrame, criterion: Criterion, *, draws: int, seed: int) -> Agreement:
    given = codes.filter(pl.col("criterion") == criterion.name)
    values = criterion.codes or sorted(given["code"].unique(), key=float)
    counts = _counts(given, values)
    same = agreeing(counts)
    numbers = [float(value) for value in values] if criterion.level == "interval" else None
    return Agreement(
        criterion=criterion.name,
        level=criterion.level,
        alpha=alpha(counts, level=criterion.level, numbers=numbers, draws=draws, seed=seed),
        percent=None if same is None else 100.0 * same,
        coders=given["coder"].n_unique(),
    )


def _counts(given: pl.DataFrame, values: Sequence[str]) -> np.ndarray:
    """How many coders gave each value to each mention, in the order of ids."""
    columns = [(pl.col("code") == value).sum().alias(str(n)) for n, value in enumerate(values)]
    counted = given.group_by("id").agg(columns).sort("id").drop("id")
    return counted.to_numpy().astype(np.int64).reshape(-1, len(values))
