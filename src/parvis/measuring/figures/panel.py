"""Units by period, as trials and pilots need them: each has one value in every period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import MeasureError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

_NEEDED: Final[Mapping[str, Kind]] = {"unit": "text", "period": "day", "value": "number"}
_EVERY: Final = "give each one value a period, 0 where nothing was counted"


def panel_of(work: Work, name: str) -> pl.DataFrame:
    """Read a table of units by period, and by channel where it has such a column.

    Arguments:
        work: whose tables.
        name: of the file; rows with a blank cell are left out.

    Raises:
        MeasureError: a unit has no value in a period in which others have, or has two.
    """
    table = work.tables.read(name, _NEEDED, {"channel": "text"})
    told = table.drop_nulls()
    work.tables.leave_out(name, table.height - told.height)
    whose = [column for column in ("unit", "channel") if column in told.columns]
    _refuse_twice(name, told, whose)
    _refuse_gaps(name, told, whose)
    return told.sort(*whose, "period")


def refuse_unknown(name: str, units: pl.Series, wanted: Collection[str]) -> None:
    """Refuse names of units that are not in the file.

    Raises:
        MeasureError: one is not.
    """
    there = units.unique().sort().to_list()
    absent = [unit for unit in wanted if unit not in there]
    if absent:
        fault = f"it has no unit {', '.join(absent)}; its units: {', '.join(there[:12])}"
        raise MeasureError.of(name, fault, "write names as the file has them")


def _refuse_twice(name: str, told: pl.DataFrame, whose: Sequence[str]) -> None:
    again = told.filter(~pl.struct(*whose, "period").is_first_distinct())
    if again.height:
        row = again.row(0, named=True)
        fault = f"line {row['line']} gives {_said(row, whose)} a second value on {row['period']}"
        raise MeasureError.of(name, fault, _EVERY)


def _refuse_gaps(name: str, told: pl.DataFrame, whose: Sequence[str]) -> None:
    every = told.select(whose).unique().join(told.select("period").unique(), how="cross")
    missing = every.join(told, on=[*whose, "period"], how="anti").sort(*whose, "period")
    if missing.height:
        row = missing.row(0, named=True)
        fault = f"no value of {_said(row, whose)} on {row['period']} ({missing.height} missing)"
        raise MeasureError.of(name, fault, _EVERY)


def _said(row: Mapping[str, object], whose: Sequence[str]) -> str:
    return ", ".join(repr(row[column]) for column in whose)
