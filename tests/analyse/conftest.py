"""One fixture, `engine`: every reduction is tested on every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from pyspark.sql.connect.dataframe import DataFrame as SparkFrame
    from pyspark.sql.connect.session import SparkSession

ENGINES = ("polars", "polars lazy", "arrow", "sail")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Callable[[pl.DataFrame], Any]:
    """Turn a Polars frame of mentions into the native frame of one engine."""
    if request.param == "sail":
        session = request.getfixturevalue("spark")
        return lambda frame: _in_spark(session, frame)
    return {
        "polars": lambda frame: frame,
        "polars lazy": lambda frame: frame.lazy(),
        "arrow": lambda frame: frame.to_arrow(),
    }[request.param]


def _in_spark(session: SparkSession, frame: pl.DataFrame) -> SparkFrame:
    """Spark makes no frame of no rows; it makes one of a row and takes none of it."""
    if frame.is_empty():
        return session.createDataFrame(frame.clear(1).to_arrow()).limit(0)
    return session.createDataFrame(frame.to_arrow())
