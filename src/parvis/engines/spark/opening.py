"""A cluster opened for one study: its session, and a folder for what is kept between steps."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parvis.engines.spark.session import SAIL, check_master, session_on, shown
from parvis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.engines.spark.engine import Spark


@contextmanager
def spark_on(
    master: str = SAIL, scratch: str | None = None, *, beside: str | None = None
) -> Iterator[Spark]:
    """Open a cluster for a study; what lies in its scratch folder without a name goes afterwards.

    Arguments:
        master: as of `session_on`.
        scratch: folder or address (`s3://…`, `/mnt/shared/…`) that this process and every executor
            reach; what lies at an address stays.
        beside: folder in its place where the cluster is this machine; a temporary one where None.

    Raises:
        InputError: no scratch is named, and the cluster is not this machine; or no such cluster.
        StudyError: the cluster fails in the middle of the study.
        MissingExtraError: `parvis[spark]` is not installed.
    """
    check_master(master)
    folder = scratch or _on_this_machine(master, beside)
    if "://" not in folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    try:
        with session_on(master) as session:
            from parvis.engines.spark.engine import Spark
            from parvis.engines.spark.faults import said_of

            with said_of(shown(master)):
                yield Spark(session, folder)
    finally:
        _clear(folder, named=bool(scratch or beside))


def _on_this_machine(master: str, beside: str | None) -> str:
    if not master.startswith((SAIL, "local")):
        raise InputError(
            f"the executors of {shown(master)} do not reach the disk of this machine. "
            "What to do: name a folder or an address that they and this machine reach, "
            "as --scratch s3://our-bucket/scratch."
        )
    return beside or tempfile.mkdtemp(prefix="parvis-spark-")


def _clear(folder: str, *, named: bool) -> None:
    """Delete what a study leaves between its steps; all of a temporary folder."""
    if "://" in folder:
        return
    for path in Path(folder).glob("*.parquet"):
        if path.stem.isdecimal():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not named:
        shutil.rmtree(folder, ignore_errors=True)
