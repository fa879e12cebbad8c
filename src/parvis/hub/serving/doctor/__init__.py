"""Whether a deployment is well: each thing looked at, told in words, with what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.hub.serving.doctor.address import address
from parvis.hub.serving.doctor.database import database
from parvis.hub.serving.doctor.finding import Finding
from parvis.hub.serving.doctor.lake import lake
from parvis.hub.serving.doctor.listening import listening
from parvis.hub.serving.doctor.machine import clock, disk, secret
from parvis.hub.serving.doctor.mail import mail
from parvis.hub.serving.doctor.work import work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment

__all__ = ["Finding", "examine"]


def examine(environment: Environment) -> Iterator[Finding]:
    """Yield what is found; where the database cannot be asked, what needs it is left out.

    Arguments:
        environment: of the deployment, Django being set up for it.
    """
    yield from secret(environment)
    yield from address(environment)
    is_ready = True
    for found in database(environment):
        is_ready &= found.state != "broken"
        yield found
    yield from lake(environment)
    yield from clock(environment, is_ready=is_ready)
    yield from mail(environment)
    yield from disk(environment)
    if is_ready:
        yield from work(environment)
        yield from listening(environment)
