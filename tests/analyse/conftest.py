"""One fixture, `engine`: every reduction is tested on every engine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl
    from pyspark.sql.connect.dataframe import DataFrame as SparkFrame
    from pyspark.sql.connect.session import SparkSession

ENGINES = ("polars", "polars lazy", "arrow", "sail")


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A session on a Spark Connect server of its own, started once."""
    os.environ.setdefault("RUST_LOG", "error")
    from pysail.spark import SparkConnectServer
    from pyspark.sql.connect.session import SparkSession

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    session = SparkSession.builder.remote(f"sc://{host}:{port}").getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    yield session
    session.stop()
    server.stop()


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
