"""Days on an axis: which have figures, which stand out, which to name."""

from __future__ import annotations

import datetime as dt
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.figures import Figure
    from parvis.present.charts.canvas import Canvas
    from parvis.present.tongue import Tongue

STANDS_OUT = 1.5  # times the median day
_HIGH = 0.4  # of the highest day, under which a peak is not named
_TAIL = 0.005  # of the mentions, at each end
_APART = 0.35  # of the period, so that two names never meet
_SCHEMA = {"day": pl.Date, "mentions": pl.Float64}


def days_of(figures: Sequence[Figure]) -> pl.DataFrame:
    """Return days with their mentions, ascending; a day without a value is absent.

    >>> from parvis.figures import Figure
    >>> about = {"key": "mentions.volume", "unit": "mentions", "definition": "Said."}
    >>> days_of([Figure(value=3, by={"day": "2024-10-22"}, **about)]).rows()
    [(datetime.date(2024, 10, 22), 3.0)]
    """
    counted = [(row.by["day"], number_of(row)) for row in figures]
    rows = [(dt.date.fromisoformat(str(day)), n) for day, n in counted if n is not None]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").sort("day")


def window(days: pl.DataFrame) -> pl.DataFrame:
    """Return the days to draw: all of them, or those that hold 99 % where they are far fewer.

    A few mentions years before the others would leave the picture empty.

    >>> lone = pl.DataFrame({"day": [dt.date(2020, 1, 1)], "mentions": [1.0]})
    >>> month = pl.date_range(dt.date(2024, 10, 1), dt.date(2024, 10, 31), eager=True)
    >>> month = pl.DataFrame({"day": month, "mentions": [50.0] * 31})
    >>> window(pl.concat([lone, month])).height
    31
    """
    reached = pl.col("mentions").cum_sum() / pl.col("mentions").sum()
    before = reached.shift(1, fill_value=0.0)
    core = days.filter((reached > _TAIL) & (before < 1 - _TAIL))
    is_shorter = not core.is_empty() and _span(core) < 0.5 * _span(days)
    return core if is_shorter else days


def _span(days: pl.DataFrame) -> int:
    span: int = (days.item(-1, "day") - days.item(0, "day")).days + 1
    return span


def with_peaks(days: pl.DataFrame, tongue: Tongue, canvas: Canvas) -> pl.DataFrame:
    """Add the column `text`: the name of the days that stand out, null for the others."""
    first, last = days.item(0, "day"), days.item(-1, "day")
    apart, usual = _APART * (last - first), median(days["mentions"])
    least = max(STANDS_OUT * usual, _HIGH * max(days["mentions"].to_list()))
    found: dict[dt.date, str] = {}
    largest = days.sort("mentions", "day", descending=[True, False])
    for day, count in largest.select("day", "mentions").iter_rows():
        is_far = all(abs(day - other) > apart for other in found)
        if count >= least and is_far and len(found) < (1 if canvas.is_narrow else 3):
            found[day] = f"{tongue.day(day, style='d MMM')} · {tongue.number(count)}"
    text = pl.Series([found.get(day) for day in days["day"]], dtype=pl.String)
    return days.with_columns(text=text)


def ticks(days: pl.DataFrame, tongue: Tongue, canvas: Canvas) -> dict[dt.date, str]:
    """Return the days to name on the axis: days, Mondays, months or years, as the period is long.

    >>> from parvis.present.charts.canvas import WIDE
    >>> from parvis.present.tongue import Tongue
    >>> frame = pl.DataFrame({"day": [dt.date(2024, 10, 1), dt.date(2024, 10, 31)]})
    >>> list(ticks(frame, Tongue("en"), WIDE).values())
    ['7 Oct', '14 Oct', '21 Oct', '28 Oct']
    """
    first, last = days.item(0, "day"), days.item(-1, "day")
    span = (last - first).days + 1
    every = pl.date_range(first, last, "1d", eager=True)
    if span <= 10:
        chosen, style = every, "d MMM"
    elif span <= 70:
        chosen, style = every.filter(every.dt.weekday() == 1), "d MMM"
    elif span <= 900:
        chosen, style = every.filter(every.dt.day() == 1), "MMM y"
    else:
        chosen, style = every.filter(every.dt.ordinal_day() == 1), "y"
    step = -(-len(chosen) // (3 if canvas.is_narrow else 6))
    shown = [day for day in chosen[::step] if (last - day).days >= 0.06 * span or span <= 10]
    return {day: tongue.day(day, style=style) for day in shown}
