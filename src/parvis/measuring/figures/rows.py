"""Rows that can be used: those that tell nothing are left out and counted, faults refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import MeasureError
from parvis.measuring.tables import lines_of

if TYPE_CHECKING:
    from parvis.measuring.work import Work


def known(work: Work, file: str, table: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Return the rows in which none of some cells is blank; the others are counted as left out.

    Arguments:
        work: whose tables keep the account.
        file: as the plan names it.
        table: as read.
        columns: without which a row tells nothing.
    """
    kept = table.drop_nulls(columns)
    work.tables.leave_out(file, table.height - kept.height)
    return kept


def refuse(file: str, table: pl.DataFrame, is_wrong: pl.Expr, fault: str, way_out: str) -> None:
    """Refuse a table for what some of its rows say.

    Arguments:
        file: as the plan names it.
        table: as read, with `line`.
        is_wrong: of a row.
        fault: what these rows have, as "negative hours".
        way_out: what to do.

    Raises:
        MeasureError: there are such rows; the first are named by line.

    >>> refuse("hours.csv", pl.DataFrame({"line": [4]}), pl.lit(True), "negative hours", "mend it")
    Traceback (most recent call last):
    parvis.errors.MeasureError: hours.csv: 1 line (4) with negative hours. What to do: mend it.
    """
    wrong = table.filter(is_wrong)
    if wrong.height:
        raise MeasureError.of(file, f"{lines_of(wrong['line'].to_list())} with {fault}", way_out)


def twice(column: str) -> pl.Expr:
    """Whether a row says again what an earlier one named in this column."""
    return pl.col(column).is_not_null() & ~pl.col(column).is_first_distinct()


def cents(column: str = "amount") -> pl.Expr:
    """Whole cents of an amount; a float such as 0.285 is first taken for what it says."""
    return (pl.col(column) * 100).round(6).round(0).cast(pl.Int64).alias("cents")
