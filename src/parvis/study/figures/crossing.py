"""Figures of the matrix, any criterion by any other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.analyse.crossing import crossing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

CRITERIA: Final = {
    "brand": "brands",
    "medium": "medium",
    "tonality": "tonality",
    "interaction": "interaction",
    "language": "language",
}
"""What is crossed with what, by the name of the dimension: the column that holds it."""

LEAST: Final = 20
"""Mentions that a value needs to be crossed: under that, nothing could stand out."""

KEYS: Final = {
    "matrix.cell": "mentions",
    "matrix.expected": "expected",
    "matrix.residual": "residual",
    "matrix.p": "p",
}


def crossings_of_talk(read: Read) -> Iterator[Figure]:
    """Yield each pair of criteria cell by cell: counts, what chance gives, how far off."""
    for row in crossings(read.kept).iter_rows(named=True):
        by = {row["rows"]: row["row"], row["columns"]: row["column"]}
        for key, column in KEYS.items():
            yield read.define(key, row[column], by=by)


def crossings(kept: IntoFrame) -> pl.DataFrame:
    """Cross every pair of criteria that have two values at least.

    Arguments:
        kept: the mentions that count.

    Returns: rows, columns (names of criteria) and the columns of `crossing`; p is adjusted for
        every cell of every pair.
    """
    tables = [
        found.select(pl.lit(rows).alias("rows"), pl.lit(columns).alias("columns"), pl.all())
        for rows, columns in combinations(CRITERIA, 2)
        if not (found := crossing(kept, CRITERIA[rows], CRITERIA[columns], least=LEAST)).is_empty()
        and found["residual"].null_count() == 0
    ]
    if not tables:
        return pl.DataFrame(schema={"rows": pl.String, "columns": pl.String})
    p = (pl.col("p") * len(tables)).clip(upper_bound=1.0)
    return pl.concat(tables).with_columns(p).drop("stands_out")
