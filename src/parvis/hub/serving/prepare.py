"""What must be there before a hub is served: tables, a root, a first owner or the link of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.urls import reverse

from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import has_owner
from parvis.hub.organisation.services import found, invite_first_owner

if TYPE_CHECKING:
    from parvis.hub.settings.environment import Environment


def prepare() -> None:
    """Bring the database to the newest tables, and make what a fresh one lacks."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Unit.objects.exists():
        found("Organisation", "organisation")


def first_link(environment: Environment) -> str | None:
    """Return the one-time link by which the first owner comes in; None once there is an owner."""
    if has_owner():
        return None
    root = Unit.objects.get(parent=None)
    return environment.address + reverse("come_in", args=[invite_first_owner(root)])
