"""Where a study runs, as the line asks."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from parvis.engines import Engine

ENGINES = ("local", "spark")
_SPARK = "spark"  # in the folder of a study: what its cluster keeps


@dataclass(frozen=True, slots=True)
class Where:
    """Where a study runs.

    Arguments:
        engine: one of ENGINES.
        master: of a cluster.
        scratch: folder or address that all of it reaches.
    """

    engine: str = "local"
    master: str = "sail"
    scratch: str | None = None

    def opened(self, out: Path | None) -> AbstractContextManager[Engine]:
        """Open the engine; a cluster on this machine keeps its mentions in the study's folder."""
        if self.engine == "local":
            from parvis.engines import Local

            return nullcontext(Local())
        from parvis.engines.spark import spark_on

        beside = str(out.absolute() / _SPARK) if out else None
        return spark_on(self.master, self.scratch, beside=beside)


def engine_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --engine, --master and --scratch to a command, which is given `where`."""

    @click.option("--engine", type=click.Choice(ENGINES), default="local", show_default=True)
    @click.option(
        "--master",
        show_default="sail",
        help="Of Spark: sc://host:15002, local[*], spark://…; or sail, in this process.",
    )
    @click.option("--scratch", help="Of Spark: folder or address that all of the cluster reaches.")
    @wraps(command)
    def asked(
        engine: str,
        master: str | None,
        scratch: str | None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        if engine == "local" and (master or scratch):
            raise click.UsageError("--master and --scratch are of a cluster: add --engine spark")
        command(where=Where(engine, master or "sail", scratch), **options)

    return asked
