"""Django, set up in this process for a home folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from parvis.hub.common.environment import Environment

if TYPE_CHECKING:
    from pathlib import Path


def environment_of(home: Path | None = None, address: str | None = None) -> Environment:
    """Return what the environment says, without loading Django.

    What is given here goes before it, for this process and its children.

    Arguments:
        home: folder of the hub.
        address: under which people reach it.

    Raises:
        DeploymentError: a variable of the environment that cannot be meant.
    """
    if home is not None:
        os.environ["PARVIS_HOME"] = str(home.expanduser().resolve())
    if address is not None:
        os.environ["PARVIS_ADDRESS"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "parvis.hub.settings"
    return Environment.read(os.environ)


def set_up(home: Path | None = None, address: str | None = None) -> None:
    """Set Django up for a home; `environment_of` says what is given and what it raises."""
    environment_of(home, address)
    import django

    django.setup()
