"""Who will buy again, where customers leave without saying so: the BG/NBD model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

from parvis.errors import RefusedError

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST: Final = 50  # customers, some of whom came again
_WEEK: Final = 7.0


@dataclass(frozen=True, slots=True)
class Buying:
    """How customers buy and leave.

    Arguments:
        r, alpha: shape and rate of how often they buy, by week.
        a, b: of how likely they are to leave after a purchase.
        likelihood: log-likelihood of what was seen.
    """

    r: float
    alpha: float
    a: float
    b: float
    likelihood: float

    def alive(self, x: Floats, recency: Floats, age: Floats) -> Floats:
        """Return the probability that each customer is still one.

        Arguments:
            x: purchases after the first.
            recency: weeks from the first to the last.
            age: weeks since the first.
        """
        left = self.a / (self.b + np.maximum(x, 1) - 1)
        odds = left * ((self.alpha + age) / (self.alpha + recency)) ** (self.r + x)
        return np.where(x > 0, 1 / (1 + odds), 1.0)

    def expected(self, x: Floats, recency: Floats, age: Floats, weeks: float) -> Floats:
        """Return how many purchases are to be expected of each customer.

        Arguments:
            x: as for `alive`.
            recency: as for `alive`.
            age: as for `alive`.
            weeks: from today on.

        Source: Fader, Hardie and Lee (2005), equation 10.
        """
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        rest = hyp2f1(r + x, b + x, a + b + x - 1, weeks / (alpha + age + weeks))
        kept = 1 - ((alpha + age) / (alpha + age + weeks)) ** (r + x) * rest
        return np.asarray((a + b + x - 1) / (a - 1) * kept * self.alive(x, recency, age))


def bought(purchases: pl.DataFrame, *, until: dt.date) -> pl.DataFrame:
    """Reduce purchases to what the model needs of each customer; days of one purchase count once.

    Arguments:
        purchases: customer and date.
        until: the last day to count.

    Returns: customer, x (days with a purchase after the first), recency and age, in weeks.

    >>> import datetime as dt
    >>> days = [dt.date(2027, 1, day) for day in (1, 15, 15)]
    >>> bought(
    ...     pl.DataFrame({"customer": [1, 1, 1], "date": days}), until=dt.date(2027, 1, 29)
    ... ).rows()
    [(1, 1, 2.0, 4.0)]
    """
    days = purchases.filter(pl.col("date") <= until).select("customer", "date").unique()
    first, last = pl.col("date").min(), pl.col("date").max()
    return (
        days.group_by("customer")
        .agg(
            x=pl.len().cast(pl.Int64) - 1,
            recency=(last - first).dt.total_days() / _WEEK,
            age=(pl.lit(until) - first).dt.total_days() / _WEEK,
        )
        .sort("customer")
    )


def fit_buying(customers: pl.DataFrame) -> Buying:
    """Fit the model to customers by maximum likelihood.

    Arguments:
        customers: x, recency and age, as `bought` gives them; and `customers`, where a line stands
            for several.

    Raises:
        RefusedError: fewer than fifty customers, or none who came again.

    Source: Fader, Hardie and Lee, "Counting your customers the easy way" (Marketing Science 24,
        2005).
    """
    x, recency, age, weight = alike(customers)
    if weight.sum() < FEWEST or not (x > 0).any():
        fault = f"{weight.sum():.0f} customers, {weight[x > 0].sum():.0f} of whom came again"
        raise RefusedError.of(
            "repeat purchases", fault, "wait, or take a longer time: fifty at least"
        )

    def unlikely(logs: Floats) -> float:
        return float(-(weight * likelihood(np.exp(logs), x, recency, age)).sum() / weight.sum())

    found = minimize(unlikely, np.zeros(4), method="L-BFGS-B", bounds=[(-8.0, 8.0)] * 4)
    found = minimize(
        unlikely, found.x, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-11}
    )
    r, alpha, a, b = (float(number) for number in np.exp(found.x))
    return Buying(r, alpha, a, b, float(-found.fun * weight.sum()))


def alike(customers: pl.DataFrame) -> tuple[Floats, Floats, Floats, Floats]:
    """Return x, recency and age of each kind of customers, and how many there are of it.

    Arguments:
        customers: as for `fit_buying`.
    """
    many = pl.col("customers").sum() if "customers" in customers.columns else pl.len()
    kinds = customers.group_by("x", "recency", "age").agg(many.cast(pl.Float64).alias("customers"))
    kinds = kinds.sort("x", "recency", "age")  # the same sums, to the last digit, each time
    x, recency, age, weight = (
        kinds[name].to_numpy().astype(float) for name in ("x", "recency", "age", "customers")
    )
    return x, recency, age, weight


def likelihood(parameters: Floats, x: Floats, recency: Floats, age: Floats) -> Floats:
    """Return the log-likelihood of each customer (equation 6).

    Arguments:
        parameters: r, alpha, a and b.
        x: as for `Buying.alive`.
        recency: as for `Buying.alive`.
        age: as for `Buying.alive`.
    """
    r, alpha, a, b = parameters
    often = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    left = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    staying = -(r + x) * np.log(alpha + age)
    going = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + recency)
    return np.asarray(often + left + np.logaddexp(staying, np.where(x > 0, going, -np.inf)))
