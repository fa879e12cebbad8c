"""Social capital by year: an index without its seasons, whose change is the sum of its parts'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import MeasureError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """What one part puts into a year's index, and into its change from the year before."""

    year: int
    part: str
    points: float
    change: float | None


def decompose(months: pl.DataFrame, weights: Mapping[str, float]) -> list[Part]:
    """Return what each part puts into the index of each year.

    The index of a year is the weighted mean of its parts, each the mean of its months once the
    season is taken out; so the parts add up to the index, and their changes to its change.

    Arguments:
        months: `month` (a date), and a column from 0 to 100 for each part, such as reciprocity,
            active ties and advocates retained.
        weights: of the parts.

    Raises:
        MeasureError: fewer than two whole years, from which no season can be told.

    Source: row 19 of the capabilities; seasons by Persons' ratio-to-mean in its additive form.

    >>> import datetime as dt
    >>> days = pl.date_range(dt.date(2025, 1, 1), dt.date(2026, 12, 1), "1mo", eager=True)
    >>> parts = pl.DataFrame({"month": days, "reciprocity": [40.0] * 12 + [50.0] * 12})
    >>> [(part.points, part.change) for part in decompose(parts, {"reciprocity": 1})]
    [(40.0, None), (50.0, 10.0)]
    """
    total = sum(weights.values())
    adjusted = without_season(months, list(weights))
    yearly = adjusted.group_by(pl.col("month").dt.year().alias("year")).agg(pl.col(*weights).mean())
    rows = yearly.sort("year").with_columns(
        pl.col(part) * weights[part] / total for part in weights
    )
    told = rows.with_columns((pl.col(p) - pl.col(p).shift(1)).alias(f"{p} change") for p in weights)
    return [
        Part(row["year"], part, row[part], row[f"{part} change"])
        for row in told.iter_rows(named=True)
        for part in weights
    ]


def without_season(months: pl.DataFrame, parts: list[str]) -> pl.DataFrame:
    """Take out of each month what the same month of all years has beyond its year's line.

    The line goes through the year's mean and rises as the years do, so that what grows all year
    long is not taken for a season that begins low; a year's mean is left as it was.

    Arguments:
        months: `month` and the parts.
        parts: names of columns.

    Raises:
        MeasureError: fewer than two whole years.
    """
    dated = months.with_columns(year=pl.col("month").dt.year(), season=pl.col("month").dt.month())
    whole = dated.drop_nulls().filter(pl.col("season").n_unique().over("year") == _MONTHS)
    if whole["year"].n_unique() < 2:
        fault = f"{whole['year'].n_unique()} whole years"
        raise MeasureError.of("social capital", fault, "give two years of months at least")
    beyond = [pl.col(p) - pl.col(p).mean().over("year") - _line(whole, p) for p in parts]
    usual = whole.with_columns(beyond).group_by("season").agg(pl.col(*parts).mean())
    joined = whole.join(usual, on="season", suffix=" usual", maintain_order="left")
    return joined.with_columns(pl.col(p) - pl.col(f"{p} usual") for p in parts)


def _line(whole: pl.DataFrame, part: str) -> pl.Expr:
    """How far each month is from its year's mean along the rise from the first year to the last."""
    yearly = whole.group_by("year").agg(pl.col(part).mean()).sort("year")
    years = int(yearly["year"][-1]) - int(yearly["year"][0])
    rise = (float(yearly[part][-1]) - float(yearly[part][0])) / years / _MONTHS
    return rise * (pl.col("season") - (_MONTHS + 1) / 2)
