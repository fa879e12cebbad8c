"""A hub kept a second time, while it is served, and brought back.

The database goes first, then how far sources were read, then the lake: so that a source goes on
from before what the lake holds, and what comes again is known as held. The list of it all is
written last: a backup that was broken off is none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any, Final

from parvis.hub.common.errors import RefusedError
from parvis.hub.serving.dumps import dump, kind_of, load
from parvis.hub.serving.lock import FILE as LOCK
from parvis.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.hub.common.environment import Environment

LIST: Final = "hub.json"
DATABASE, SECRET, STATE, LAKE = "database", "secret", "listening", "lake"


def backup(environment: Environment, target: Path) -> dict[str, Any]:
    """Keep database, secret, state of the sources and lake in a folder, and return its list.

    Arguments:
        environment: of the deployment, which may be served meanwhile.
        target: an empty folder, or one with a backup of this hub: it is brought up to now.

    Raises:
        RefusedError: the database cannot be dumped.
        LakeError: the folder holds something else, or a file of the lake is damaged.
    """
    from parvis.store import is_lake, open_lake

    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    (target / LIST).unlink(missing_ok=True)
    file = target / DATABASE
    file.unlink(missing_ok=True)
    dump(environment.database, file)
    file.chmod(0o600)
    _keep_secret(target, environment.secret)
    shutil.rmtree(target / STATE, ignore_errors=True)
    if (environment.lake / STATE).is_dir():
        shutil.copytree(environment.lake / STATE, target / STATE)
    if is_lake(environment.lake):
        open_lake(environment.lake).backup(target / LAKE)
    told = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "database": kind_of(environment.database),
        "sha256": _sum(file),
    }
    write_whole(target / LIST, json.dumps(told, indent=1) + "\n")
    return told


def restore(environment: Environment, source: Path) -> dict[str, Any]:
    """Bring a hub back into an empty home, and return the list of its backup.

    Arguments:
        environment: of the deployment that it is brought back to; nobody serves it.
        source: the folder of the backup.

    Raises:
        RefusedError: it is no whole backup, or the home or the database is not empty.
        LakeError: the lake of the backup is damaged.
    """
    told = _list_of(source)
    if told["database"] != kind_of(environment.database):
        text = f"The backup is of {told['database']}. What to do: set DATABASE_URL accordingly."
        raise RefusedError(text, code="database")
    _require_empty(environment)
    load(environment.database, source / DATABASE)
    _keep_secret(environment.home, (source / SECRET).read_text("utf-8").strip())
    if (source / LAKE).is_dir():
        from parvis.store import restore_lake

        restore_lake(source / LAKE, environment.lake)
    if (source / STATE).is_dir():
        shutil.copytree(source / STATE, environment.lake / STATE, dirs_exist_ok=True)
    return told


def _list_of(source: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((source / LIST).read_text("utf-8"))
    except (OSError, ValueError) as fault:
        text = f"{source} is no whole backup of a hub. What to do: name another folder."
        raise RefusedError(text, code="backup") from fault
    if _sum(source / DATABASE) != told["sha256"]:
        text = f"{source / DATABASE} is damaged. What to do: name another backup."
        raise RefusedError(text, code="damaged")
    return told


def _require_empty(environment: Environment) -> None:
    """Refuse a home with more in it than the secret that was made for it a moment ago."""
    held = {file.name for file in environment.home.iterdir()} - {SECRET, LOCK}
    lake = environment.lake
    if held or (lake.is_dir() and any(lake.iterdir())):
        text = (
            f"{environment.home} is not empty. What to do: restore into an empty folder (--home)."
        )
        raise RefusedError(text, code="not_empty")


def _keep_secret(folder: Path, secret: str) -> None:
    made = os.open(folder / SECRET, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(made, "w") as file:
        file.write(secret)


def _sum(file: Path) -> str:
    with file.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()
