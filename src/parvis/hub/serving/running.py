"""A hub from its start to its end: held, prepared, said where it is, looked after."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parvis.hub.demo import making as demo
from parvis.hub.serving.group import Group
from parvis.hub.serving.lock import only_one
from parvis.hub.serving.places import require_free
from parvis.hub.serving.prepare import first_link, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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
        if is_demo:
            demo.make(environment.home)
        tell(f"Parvis is served at {environment.address}, from {environment.home}")
        for line in _to_come_in(environment):
            tell(line)
        Group(members(environment.home, host, port), tell).run()


def members(home: Path, host: str, port: int) -> dict[str, tuple[str, ...]]:
    """Return what is run, by name."""
    run_module = (sys.executable, "-m")
    market = {"market": (*run_module, "parvis.hub.serving.market", str(home))}
    return {
        "web": (*run_module, "parvis.hub.serving.web", host, str(port)),
        "worker": (*run_module, "parvis.hub.serving.worker"),
        **(market if demo.is_demo(home) else {}),
    }


def _to_come_in(environment: Environment) -> Iterator[str]:
    """How whoever started it comes in."""
    link = first_link(environment)
    if link:
        yield f"Nobody owns it yet. Come in, once, by:\n  {link}"
    if demo.is_demo(environment.home):
        yield from demo.to_come_in(environment.home)
