"""Entries of the ledger: what was spent and what came of it, checked before anything is added."""

from __future__ import annotations

from typing import Final

import polars as pl

from parvis.errors import MeasureError

KINDS: Final = ("licence", "media", "hours")
"""What money goes to: tools, bought space, and people's time (the analysis)."""

BASES: Final = ("sales", "margin", "saving")
"""What a value may rest on. Advertising equivalents are none of them, and are never a value."""

_SHOWN: Final = 3


def costs(table: pl.DataFrame, *, currency: str, hour: float | None = None) -> pl.DataFrame:
    """Check what was spent, and price hours.

    Arguments:
        table: date, kind (licence, media or hours) and amount; currency, hours, campaign where
            there are any. A line of hours may give hours instead of an amount. Where it has `line`,
            that is the number that errors name.
        currency: of the ledger, as EUR.
        hour: what an hour of work costs, where hours are to be priced.

    Returns: date, kind, campaign and cents, a line each.

    Raises:
        MeasureError: a line has no date, another currency, a negative amount or hours, or a kind
            that is none; its number is given, the first being 1.

    >>> import datetime as dt
    >>> spent = {
    ...     "date": [dt.date(2027, 1, 4)] * 2,
    ...     "kind": ["licence", "hours"],
    ...     "amount": [500.0, None],
    ...     "hours": [None, 10.0],
    ... }
    >>> costs(pl.DataFrame(spent), currency="EUR", hour=45)["cents"].to_list()
    [50000, 45000]
    """
    lines = _filled(table, {"hours": pl.Float64, "campaign": pl.String, "currency": pl.String})
    _refuse(lines, "costs", pl.col("date").is_null(), "no date", "date each cost")
    known = pl.col("kind").is_in(KINDS).fill_null(value=False)
    _refuse(lines, "costs", ~known, f"a kind other than {', '.join(KINDS)}", "write one of them")
    below = (pl.col("amount") < 0) | (pl.col("hours") < 0)
    _refuse(lines, "costs", below, "a negative amount or negative hours", "enter refunds as values")
    _refuse_currency(lines, "costs", currency)
    priced = pl.coalesce("amount", pl.col("hours") * pl.lit(hour, pl.Float64))
    lines = lines.with_columns(cents=_cents(priced))
    unpriced = pl.col("cents").is_null()
    _refuse(lines, "costs", unpriced, "no amount", "give an amount, or hours and the price of one")
    return lines.select("date", "kind", "campaign", "cents")


def values(table: pl.DataFrame, *, currency: str) -> pl.DataFrame:
    """Check what came of it.

    Arguments:
        table: date and amount; currency, campaign and basis (sales, margin or saving) where there
            are any.
        currency: of the ledger.

    Returns: date, campaign, basis and cents, a line each.

    Raises:
        MeasureError: a line has no date or amount, another currency, or rests on what is no value,
            such as an advertising equivalent.

    >>> import datetime as dt
    >>> earned = pl.DataFrame({"date": [dt.date(2027, 1, 4)], "amount": [19.99], "basis": ["emv"]})
    >>> values(earned, currency="EUR")
    Traceback (most recent call last):
    parvis.errors.MeasureError: values: 1 line (1) with a basis other than sales, margin, saving. \
What to do: leave out what nobody paid or saved; an advertising equivalent is no value.
    """
    lines = _filled(table, {"basis": pl.String, "campaign": pl.String, "currency": pl.String})
    lines = lines.with_columns(pl.col("basis").fill_null("sales"), cents=_cents(pl.col("amount")))
    missing = pl.col("date").is_null() | pl.col("cents").is_null()
    _refuse(lines, "values", missing, "no date or no amount", "give each line both")
    way_out = "leave out what nobody paid or saved; an advertising equivalent is no value"
    is_other = ~pl.col("basis").is_in(BASES)
    _refuse(lines, "values", is_other, f"a basis other than {', '.join(BASES)}", way_out)
    _refuse_currency(lines, "values", currency)
    return lines.select("date", "campaign", "basis", "cents")


def _filled(table: pl.DataFrame, schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """The table with the columns that may be left out, null where they are."""
    absent = [pl.lit(None, dtype).alias(n) for n, dtype in schema.items() if n not in table.columns]
    filled = table.with_columns(absent)
    return filled if "line" in table.columns else filled.with_row_index("line", offset=1)


def _cents(amount: pl.Expr) -> pl.Expr:
    """Whole cents; a float such as 0.285 is first taken for what it says."""
    return (amount.cast(pl.Float64) * 100).round(6).round(0).cast(pl.Int64)


def _refuse(lines: pl.DataFrame, what: str, is_wrong: pl.Expr, fault: str, way_out: str) -> None:
    wrong = lines.filter(is_wrong)["line"]
    if wrong.len():
        raise MeasureError.of(what, f"{_numbered(wrong)} with {fault}", way_out)


def _refuse_currency(lines: pl.DataFrame, what: str, currency: str) -> None:
    other = lines.filter(pl.col("currency").is_not_null() & (pl.col("currency") != currency))
    if other.height:
        found = ", ".join(other["currency"].unique().sort())
        fault = f"{_numbered(other['line'])} in {found}, the ledger in {currency}"
        raise MeasureError.of(
            what, fault, "convert them at a rate you can name, then give one currency"
        )


def _numbered(lines: pl.Series) -> str:
    """How many lines, and the first of them by number."""
    first = ", ".join(str(line) for line in lines.head(_SHOWN))
    more = ", …" if lines.len() > _SHOWN else ""
    return f"{lines.len()} line{'s' if lines.len() > 1 else ''} ({first}{more})"
