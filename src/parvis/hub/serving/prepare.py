"""What must be there before a hub is served: tables, a root, a first owner or the link of one.

`python -m parvis.hub.serving.prepare [--demo]` does it, and prints how to come in.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from parvis.errors import ParvisError
from parvis.hub.serving.setting_up import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment


def prepare() -> None:
    """Bring the database to the newest tables, and make what a fresh one lacks."""
    from django.core.management import call_command

    from parvis.hub.organisation.models import Unit
    from parvis.hub.organisation.services import found

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Unit.objects.exists():
        found("Organisation", "organisation")


def to_come_in(environment: Environment) -> Iterator[str]:
    """Yield how whoever started it comes in: a link good for once, or as people of the demo."""
    from parvis.hub.demo import making as demo

    link = _first_link(environment)
    if link:
        yield f"Nobody owns it yet. Come in, once, by:\n  {link}"
    if demo.is_demo(environment.home):
        yield from demo.to_come_in(environment.home)


def _first_link(environment: Environment) -> str | None:
    """The one-time link by which the first owner comes in; None once there is an owner."""
    from django.urls import reverse

    from parvis.hub.organisation.models import Unit
    from parvis.hub.organisation.selectors import has_owner
    from parvis.hub.organisation.services import invite_first_owner

    if has_owner():
        return None
    root = Unit.objects.get(parent=None)
    return environment.address + reverse("come_in", args=[invite_first_owner(root)])


def main(*, is_demo: bool) -> None:
    """Prepare the hub of the environment, and print how to come in."""
    set_up()
    from parvis.hub.demo import making as demo
    from parvis.hub.settings import ENVIRONMENT

    prepare()
    if is_demo:
        demo.make(ENVIRONMENT.home)
    for line in to_come_in(ENVIRONMENT):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    try:
        main(is_demo="--demo" in sys.argv)
    except ParvisError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
