"""A session on a cluster: a remote one, one of this machine, or Sail."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from parvis.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

SAIL: Final = "sail"
"""The master that is no cluster: a Spark Connect engine in this process, without Java."""

_ZONE: Final = ("spark.sql.session.timeZone", "UTC")


@contextmanager
def session_on(master: str = SAIL) -> Iterator[SparkSession]:
    """Open a session, and close it.

    Arguments:
        master: `sc://host:port` of a Spark Connect server; `sail`; or what PySpark takes, as
            `local[*]`, `spark://host:7077`, `yarn`, `k8s://…`.

    Raises:
        MissingExtraError: `parvis[spark]` is not installed.
        InputError: the master cannot be reached, or only by the whole of PySpark.
    """
    try:
        import pyspark.sql  # noqa: F401
    except ImportError as absent:
        raise MissingExtraError.named("spark", "studies on Spark") from absent
    opened = _on_sail() if master == SAIL else _on_cluster(master)
    with opened as session:
        session.conf.set(*_ZONE)
        yield session


@contextmanager
def _on_sail() -> Iterator[SparkSession]:
    os.environ.setdefault("RUST_LOG", "error")
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    try:
        with _on_cluster(f"sc://{host}:{port}") as session:
            yield session
    finally:
        server.stop()


@contextmanager
def _on_cluster(master: str) -> Iterator[SparkSession]:
    session = _reached(master)
    try:
        yield session
    finally:
        session.stop()


def _reached(master: str) -> SparkSession:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("parvis")
    try:
        if master.startswith("sc://"):
            return builder.remote(master).getOrCreate()
        return builder.master(master).getOrCreate()
    except (PySparkException, ImportError, RuntimeError) as fault:
        raise InputError(
            f"Spark cannot be reached at {master}: {fault}. What to do: start a Spark Connect "
            "server and name it as sc://host:15002, or install pyspark for other masters."
        ) from fault
