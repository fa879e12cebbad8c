"""Commands called as a script calls them: in a process of their own, or in this one, sooner."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from click.testing import CliRunner

from parvis.cli import main

if TYPE_CHECKING:
    from os import PathLike

WIDTH = {"COLUMNS": "100"}


class Ended(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def parvis(*arguments: object, cwd: PathLike[str] | None = None) -> Ended:
    """Run a command in this process, with nothing that is a terminal; what it raises is raised."""
    with chdir(cwd or Path.cwd()):
        done = CliRunner(env=WIDTH).invoke(main, list(map(str, arguments)), prog_name="parvis")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def in_a_shell(*arguments: object, cwd: PathLike[str] | None = None) -> Ended:
    """Run a command in a process of its own, in a pipe."""
    command = [sys.executable, "-m", "parvis.cli", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | WIDTH, capture_output=True, text=True, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)
