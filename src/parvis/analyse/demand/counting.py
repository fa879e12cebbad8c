"""How many people ask for each thing, and whether more of them do than before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy import stats

from parvis.analyse.multiple import holm

if TYPE_CHECKING:
    import datetime as dt

    from parvis.analyse.prevalence import Floats

DEMANDS: Final = {
    "demand": pl.String,
    "people": pl.Int64,
    "before": pl.Int64,
    "after": pl.Int64,
    "times": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "example": pl.String,
}
LEAST: Final = 2
PERIODS: Final = (("1d", 1), ("1w", 7), ("1mo", 31), ("1y", 366))
SHOWN: Final = 16  # periods at most
_TAIL: Final = 0.025


def demands(asked: pl.DataFrame, middle: dt.datetime | None, *, least: int = LEAST) -> pl.DataFrame:
    """Count who asks for each thing, before and after a moment.

    Half of all that was said lies before the moment, so that as many people would ask after it as
    before it if nothing had changed.

    Arguments:
        asked: as `grouped` returns them, with `id`, `voice`, `published_at`, `phrase`, `demand`.
        middle: the moment; None where nothing is dated.
        least: people that a demand needs.

    Returns: demand, people (each once), before and after (people of each half), times (after for
        each before), low and high (its 95 % interval), p (adjusted for all demands), example (id);
        the most asked for first.

    Source: binomial test and Clopper and Pearson's interval (Biometrika 26, 1934); Holm 1979.

    >>> import datetime as dt
    >>> at = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    >>> rows = [("x:1", "ann", at, "mode sombre"), ("x:2", "bo", None, "mode sombre")]
    >>> named = ["id", "voice", "published_at", "phrase"]
    >>> frame = pl.DataFrame(rows, named, orient="row").with_columns(demand="phrase")
    >>> demands(frame, at).select("demand", "people", "before", "after").rows()
    [('mode sombre', 2, 0, 1)]
    """
    is_after = pl.col("published_at") >= pl.lit(middle, pl.Datetime("us", "UTC"))
    people = pl.col("voice").n_unique()
    is_typical = (pl.col("phrase") == pl.col("demand")).fill_null(value=False)
    counted = (
        asked.drop_nulls("demand")
        .sort(is_typical, "id", descending=[True, False])
        .group_by("demand", maintain_order=True)
        .agg(
            people=people,
            before=pl.col("voice").filter(~is_after).n_unique(),
            after=pl.col("voice").filter(is_after).n_unique(),
            example=pl.col("id").first(),
        )
        .filter(pl.col("people") >= least)
        .sort("people", "demand", descending=[True, False])
    )
    measured = counted.with_columns(**_trend(counted))
    return measured.select(pl.col(name).cast(dtype) for name, dtype in DEMANDS.items())


def _trend(counted: pl.DataFrame) -> dict[str, pl.Series]:
    """How many times as many ask after as before, its interval, and what chance would do."""
    before, after = (counted[name].cast(pl.Int64).to_numpy() for name in ("before", "after"))
    both = before + after
    low = np.where(after > 0, stats.beta.ppf(_TAIL, np.maximum(after, 1), before + 1), 0.0)
    high = np.where(before > 0, stats.beta.isf(_TAIL, after + 1, np.maximum(before, 1)), 1.0)
    one_sided = stats.binom.cdf(np.minimum(before, after), np.maximum(both, 1), 0.5)
    p = holm(np.where(both > 0, np.minimum(1.0, 2 * one_sided), 1.0))
    found = {
        "times": _ratio(after / np.maximum(both, 1)),
        "low": _ratio(low),
        "high": _ratio(high),
    }
    known = pl.Series(both) > 0
    told = {
        name: pl.Series(of).set(~known | ~pl.Series(np.isfinite(of)), None)
        for name, of in found.items()
    }
    return told | {"p": pl.Series(p)}


def _ratio(part: Floats) -> Floats:
    """From the part that comes after to how many come after for each before."""
    return np.where(part < 1, part / np.maximum(1 - part, 1e-300), np.inf)


def by_period(asked: pl.DataFrame, *, timezone: str = "UTC") -> pl.DataFrame:
    """Count the people who ask for each thing by day, week, month or year, as the span allows.

    Arguments:
        asked: with `voice`, `published_at` and `demand`.
        timezone: in which a day begins.

    Returns: demand, period (its first day) and people; only periods in which somebody asks.

    >>> import datetime as dt
    >>> at = [dt.datetime(2024, 3, day, tzinfo=dt.UTC) for day in (1, 1, 9)]
    >>> frame = {"voice": ["a", "b", "a"], "published_at": at, "demand": ["mode sombre"] * 3}
    >>> by_period(pl.DataFrame(frame)).rows()
    [('mode sombre', datetime.date(2024, 3, 1), 2), ('mode sombre', datetime.date(2024, 3, 9), 1)]
    """
    dated = asked.drop_nulls(["published_at", "demand"])
    local = pl.col("published_at").dt.convert_time_zone(timezone)
    days = dated.select(days=local.dt.date().max() - local.dt.date().min()).item()
    span = days.days + 1 if days else 1
    every = next((name for name, length in PERIODS if span / length <= SHOWN), PERIODS[-1][0])
    period = local.dt.truncate(every).dt.date()
    counted = dated.group_by("demand", period=period).agg(people=pl.col("voice").n_unique())
    return counted.with_columns(pl.col("people").cast(pl.Int64)).sort("demand", "period")
