"""Open figures: run the SQL behind them, independently of the library."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import duckdb
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.study import Study


def check_queries(found: Study, out: Path, *, most: int = 25) -> None:
    """Run the SQL of the figures with DuckDB in the study's folder, so many of each shape."""
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{out}'")
    seen: Counter[tuple[str, ...]] = Counter()
    for figure in found.figures:
        shape = (figure.key, *figure.by)
        seen[shape] += 1
        if seen[shape] > most or not (figure.query or "").startswith(("SELECT", "WITH")):
            continue
        (value,) = connection.execute(figure.query).fetchone()
        expected = figure.value
        assert value == (expected if isinstance(expected, str) else pytest.approx(expected)), figure
    assert len(seen) > 20
    dropped = {"reason": "repeated"}
    assert all(f.query for f in found.figures if f.value is not None and f.by != dropped)
