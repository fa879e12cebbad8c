"""Figures as a table: a row each, with all that is needed to defend it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from parvis.present.exports import tidy

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.hub.explore.shown import Shown
    from parvis.hub.explore.taking.taken import Taken

COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "figure": pl.String, "key": pl.String, "by": pl.String, "value": pl.Float64, "text": pl.String,
    "unit": pl.String, "class": pl.String, "low": pl.Float64, "high": pl.Float64,
    "judge": pl.String, "definition": pl.String, "query": pl.String, "reason": pl.String,
    "as_of": pl.Datetime("us", "UTC"),
}  # fmt: skip
"""Of the table; `by` is JSON, and a value that is no number stands in `text`."""


def table(taken: Taken) -> pl.DataFrame:
    """Return the figures that are taken away, a row each, in the order of the screen."""
    rows = [_row(shown, figure) for shown in taken.shown for figure in shown.figures]
    return tidy(pl.DataFrame(rows, schema=COLUMNS, orient="row"))


def _row(shown: Shown, figure: Figure) -> tuple[Any, ...]:
    told = figure.as_dict()
    is_number = isinstance(figure.value, int | float)
    told |= {
        "figure": shown.name,
        "by": json.dumps(figure.by, ensure_ascii=False),
        "value": float(figure.value) if is_number else None,  # type: ignore[arg-type]
        "text": None if is_number or figure.value is None else str(figure.value),
        "as_of": shown.at,
    }
    return tuple(told[name] for name in COLUMNS)
