"""Return on investment, for campaigns whose objective was written down before they began.

An objective found afterwards fits any result, and so no return is told of it: it is refused, with
the reason, and is neither zero nor blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import MeasureError
from parvis.measure.ledger.entries import BASES

if TYPE_CHECKING:
    from collections.abc import Mapping

REASONS: Final[Mapping[str, str]] = {
    "no objective": "the campaign has no objective",
    "objective undated": "the day the objective was written down is not known",
    "campaign undated": "the day the campaign began is not known",
    "objective later": "the objective is younger than the campaign",
    "no cost": "nothing was spent, or it was not entered",
}


def returns(
    campaigns: pl.DataFrame, objectives: pl.DataFrame, costs: pl.DataFrame, values: pl.DataFrame
) -> pl.DataFrame:
    """Return what each campaign gave back for what it cost, or why that is not told.

    Arguments:
        campaigns: campaign, objective (its name; null where there is none) and start (a date).
        objectives: objective and stated, the day it was written down.
        costs: entries with campaign and cents, as `parvis.measure.ledger.costs` gives them; those
            of no campaign are left out. A campaign began no later than its first entry, whatever
            its start says, where entries have their date.
        values: the same of what came of it.

    Returns: campaign, cost and value in cents, roi in percent, and the reason where it is null: a
        key of REASONS.

    Raises:
        MeasureError: a campaign or an objective is there twice, or a value rests on an advertising
            equivalent.

    Source: rows 2 and 11 of the capabilities.

    >>> import datetime as dt
    >>> day = dt.date(2027, 1, 4)
    >>> said = pl.DataFrame({"objective": ["care"], "stated": [dt.date(2026, 12, 1)]})
    >>> run = pl.DataFrame(
    ...     {"campaign": ["a", "b"], "objective": ["care", None], "start": [day] * 2}
    ... )
    >>> spent = pl.DataFrame({"campaign": ["a", "b"], "cents": [100, 100]})
    >>> got = pl.DataFrame({"campaign": ["a", "b"], "cents": [150, 900], "basis": ["sales"] * 2})
    >>> returns(run, said, spent, got).select("campaign", "roi", "reason").rows()
    [('a', 50.0, None), ('b', None, 'no objective')]
    """
    _refuse_twins(campaigns, "campaign")
    _refuse_twins(objectives, "objective")
    if not values["basis"].is_in(BASES).all():
        way_out = "show it beside the return, never in it"
        raise MeasureError.of("values", "an advertising equivalent is among them", way_out)
    joined = (
        campaigns.select("campaign", "objective", "start")
        .join(objectives, on="objective", how="left", maintain_order="left")
        .join(_sum(costs, "cost"), on="campaign", how="left", maintain_order="left")
        .join(_sum(values, "value"), on="campaign", how="left", maintain_order="left")
        .join(_first(costs, values), on="campaign", how="left", maintain_order="left")
        .with_columns(pl.col("cost", "value").fill_null(0), reason=_reason())
    )
    roi = 100 * (pl.col("value") - pl.col("cost")) / pl.col("cost")
    told = joined.with_columns(roi=pl.when(pl.col("reason").is_null()).then(roi))
    return told.select("campaign", "cost", "value", "roi", "reason")


def _reason() -> pl.Expr:
    """The first reason for which no return is told."""
    return (
        pl.when(pl.col("objective").is_null())
        .then(pl.lit("no objective"))
        .when(pl.col("stated").is_null())
        .then(pl.lit("objective undated"))
        .when(pl.col("start").is_null())
        .then(pl.lit("campaign undated"))
        .when(pl.col("stated") > pl.min_horizontal("start", "first"))
        .then(pl.lit("objective later"))
        .when(pl.col("cost").fill_null(0) <= 0)
        .then(pl.lit("no cost"))
    )


def _sum(entries: pl.DataFrame, name: str) -> pl.DataFrame:
    known = entries.filter(pl.col("campaign").is_not_null())
    return known.group_by("campaign").agg(pl.col("cents").sum().alias(name))


def _first(*tables: pl.DataFrame) -> pl.DataFrame:
    """The day of the first entry of each campaign; no rows where entries bear no date."""
    dated = [table.select("campaign", first="date") for table in tables if "date" in table.columns]
    nothing = pl.DataFrame(schema={"campaign": pl.String, "first": pl.Date})
    return pl.concat([nothing, *dated]).drop_nulls().group_by("campaign").agg(pl.col("first").min())


def _refuse_twins(table: pl.DataFrame, name: str) -> None:
    twins = table.filter(pl.col(name).is_duplicated() & pl.col(name).is_not_null())
    if twins.height:
        fault = f"{twins[name][0]!r} is there twice"
        raise MeasureError.of(f"{name}s", fault, "give each its own name")
