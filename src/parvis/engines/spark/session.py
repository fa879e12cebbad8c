"""A session on a cluster: a remote one, one of this machine, or Sail."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from parvis.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

SAIL: Final = "sail"
"""The master that is no cluster: a Spark Connect engine in this process, without Java."""

_MASTERS: Final = re.compile(r"sail|sc://.+|local(-cluster)?(\[.*\])?|spark://.+|k8s://.+|yarn")
_PATIENCE: Final = 20.0  # seconds; PySpark itself tries an address for minutes

_ZONE: Final = ("spark.sql.session.timeZone", "UTC")


@contextmanager
def session_on(master: str = SAIL) -> Iterator[SparkSession]:
    """Open a session, and close it.

    Arguments:
        master: `sc://host:port` of a Spark Connect server; `sail`; or what PySpark takes, as
            `local[*]`, `spark://host:7077`, `yarn`, `k8s://…`.

    Raises:
        MissingExtraError: `parvis[spark]` is not installed.
        InputError: there is no such master, it cannot be reached within 20 seconds, or only by the
            whole of PySpark.
    """
    check_master(master)
    try:
        import pyspark.sql  # noqa: F401
    except ImportError as absent:
        raise MissingExtraError.named("spark", "studies on Spark") from absent
    opened = _on_sail() if master == SAIL else _on_cluster(master)
    with opened as session:
        session.conf.set(*_ZONE)
        yield session


def check_master(master: str) -> None:
    """Raise InputError if this is not how a master is named.

    >>> check_master("sc://spark.internal:15002")
    >>> check_master("spark.internal")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    parvis.errors.InputError: spark.internal is not how a master is named. What to do: name a ...
    """
    if not _MASTERS.fullmatch(master):
        raise InputError(
            f"{shown(master)} is not how a master is named. What to do: name a Spark "
            "Connect server, as sc://host:15002, or sail, local[*], spark://host:7077, k8s://…."
        )


def shown(master: str) -> str:
    """Return the name of a master without its token, as it may be printed.

    >>> shown("sc://host:443/;token=abc;use_ssl=true")
    'sc://host:443/;token=…;use_ssl=true'
    """
    return re.sub(r"(?<=token=)[^;]*", "…", master)


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
            _wait_for(master)
            return builder.remote(master).getOrCreate()
        _want_whole(master)
        return builder.master(master).getOrCreate()
    except (PySparkException, ImportError, RuntimeError) as fault:
        raise InputError(
            f"Spark cannot be reached at {shown(master)}: {fault}. What to do: start a Spark "
            "Connect server and name it as sc://host:15002, or install pyspark for other masters."
        ) from fault


def _wait_for(address: str) -> None:
    """Wait until a Spark Connect server answers, by the channel that PySpark itself would open."""
    import grpc
    from pyspark.sql.connect.client import DefaultChannelBuilder

    with DefaultChannelBuilder(address).toChannel() as channel:
        try:
            grpc.channel_ready_future(channel).result(timeout=_PATIENCE)
        except grpc.FutureTimeoutError as silent:
            raise InputError(
                f"nothing answers at {shown(address)} within {_PATIENCE:.0f} seconds. What to do: "
                "start the Spark Connect server, or look at the host, the port, the firewall, and "
                "whether it wants ;use_ssl=true."
            ) from silent


def _want_whole(master: str) -> None:
    from pyspark.util import is_remote_only

    if is_remote_only():
        raise InputError(
            f"{master} is spoken to by the whole of PySpark, and its client alone is installed. "
            "What to do: in an environment of its own, pip install pyspark; or name a Spark "
            "Connect server, as sc://host:15002."
        )
