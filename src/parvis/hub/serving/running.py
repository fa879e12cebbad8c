"""A hub from its start to its end: held, prepared, said where it is, looked after.

The process that runs this is the parent of all others and loads none of what they need.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

from parvis.hub.common.errors import RefusedError
from parvis.hub.serving.group import Group
from parvis.hub.serving.lock import only_one
from parvis.hub.serving.places import require_free

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from parvis.hub.common.environment import Environment

RUN: Final = (sys.executable, "-m")
PREPARE: Final = "parvis.hub.serving.prepare"


def run(
    environment: Environment, host: str, port: int, *, is_demo: bool, tell: Callable[[str], None]
) -> None:
    """Serve until a signal to end comes.

    Arguments:
        environment: of the deployment.
        host: where it is heard.
        port: of it.
        is_demo: whether an empty home is given a believable organisation to try it on.
        tell: what is called with each line for whoever started it.

    Raises:
        RefusedError: the port is taken, another process serves the home, or it is no empty one.
    """
    with only_one(environment.home, environment.address):
        require_free(host, port)
        lines = _prepared(is_demo=is_demo)
        tell(f"Parvis is served at {environment.address}, from {environment.home}")
        for line in lines:
            tell(line)
        Group(members(environment.home, host, port), tell).run()


def members(home: Path, host: str, port: int) -> dict[str, tuple[str, ...]]:
    """Return what is run, by name."""
    market = {"market": (*RUN, "parvis.hub.serving.market", str(home))}
    return {
        "web": (*RUN, "parvis.hub.serving.web", host, str(port)),
        "worker": (*RUN, "parvis.hub.serving.worker"),
        "listener": (*RUN, "parvis.hub.serving.listener"),
        **(market if (home / "demo" / "password").exists() else {}),
    }


def _prepared(*, is_demo: bool) -> list[str]:
    """Prepare the hub in a process of its own; return what whoever started it wants to know."""
    command = (*RUN, PREPARE, *(["--demo"] if is_demo else []))
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RefusedError("The hub cannot be prepared; what is above says why.", code="prepare")
    return done.stdout.splitlines()
