"""A hub from its start to its end: held, prepared, said where it is, looked after."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parvis.hub.serving.group import Group
from parvis.hub.serving.lock import only_one
from parvis.hub.serving.places import require_free
from parvis.hub.serving.prepare import first_link, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.hub.settings.environment import Environment


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
        prepare()
        tell(f"Parvis is served at {environment.address}, from {environment.home}")
        for line in _to_come_in(environment, is_demo=is_demo):
            tell(line)
        Group(members(host, port, is_demo=is_demo), tell).run()


def members(host: str, port: int, *, is_demo: bool) -> dict[str, tuple[str, ...]]:
    """Return what is run, by name."""
    run_module = (sys.executable, "-m")
    found = {
        "web": (*run_module, "parvis.hub.serving.web", host, str(port)),
        "worker": (*run_module, "parvis.hub.serving.worker"),
    }
    return found


def _to_come_in(environment: Environment, *, is_demo: bool) -> list[str]:
    """How whoever started it comes in."""
    link = first_link(environment)
    return [f"Nobody owns it yet. Come in, once, by:\n  {link}"] if link else []
