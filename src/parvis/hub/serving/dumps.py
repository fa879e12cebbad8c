"""The database as one file, taken while it is at work, and brought back into an empty one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_EMPTY: Final = "SELECT count(*) FROM information_schema.tables WHERE table_name = %s"


def kind_of(database: Mapping[str, Any]) -> str:
    """Return which database it is: sqlite or postgresql."""
    return "sqlite" if str(database["ENGINE"]).endswith("sqlite3") else "postgresql"


def dump(database: Mapping[str, Any], file: Path) -> None:
    """Write the database as it is at one moment; what is written meanwhile is left out whole.

    Arguments:
        database: as Django's `DATABASES` has it.
        file: that is written.

    Raises:
        RefusedError: pg_dump is missing, or fails.
    """
    if kind_of(database) == "postgresql":
        _run("pg_dump", database, "--format=custom", "--no-owner", f"--file={file}")
        return
    with closing(sqlite3.connect(database["NAME"])) as one, closing(sqlite3.connect(file)) as two:
        one.backup(two)
        two.execute("PRAGMA journal_mode=DELETE")


def load(database: Mapping[str, Any], file: Path) -> None:
    """Bring the database back.

    Arguments:
        database: an empty one, of the kind that was dumped.
        file: that `dump` wrote.

    Raises:
        RefusedError: it is not empty, or pg_restore is missing or fails.
    """
    if kind_of(database) == "sqlite":
        if Path(database["NAME"]).exists():
            raise RefusedError(_taken(database["NAME"]), code="not_empty")
        shutil.copyfile(file, database["NAME"])
        return
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_EMPTY, ["django_migrations"])
        is_taken = cursor.fetchone()[0]
    if is_taken:
        raise RefusedError(_taken(database["NAME"]), code="not_empty")
    _run("pg_restore", database, "--no-owner", "--exit-on-error", "--single-transaction", str(file))


def _taken(name: object) -> str:
    way_out = "restore into an empty one (--home, DATABASE_URL)"
    return f"{name} holds a hub already. What to do: {way_out}."


def _run(program: str, database: Mapping[str, Any], *arguments: str) -> None:
    """Run a program of PostgreSQL; how it comes in stands in its environment, not in its name."""
    if shutil.which(program) is None:
        raise RefusedError(
            f"{program} is not here. What to do: install the client of PostgreSQL.", code="program"
        )
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: str(database[key]) for name, key in names.items() if database.get(key)}
    options = {f"PG{name.upper()}": str(value) for name, value in database["OPTIONS"].items()}
    into = ("--dbname", str(database["NAME"])) if program == "pg_restore" else ()
    done = subprocess.run(  # noqa: S603 - ours
        (program, *into, *arguments),
        env={**os.environ, "PGDATABASE": str(database["NAME"]), **told, **options},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        why = done.stderr.strip()[-1_000:]
        raise RefusedError(f"{program} does not succeed: {why}", code="program")
