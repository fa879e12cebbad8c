"""Django, set up in this process for a home folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def set_up(home: Path | None = None, address: str | None = None) -> None:
    """Set Django up; what is given here goes before what the environment says, for children too.

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
    import django

    django.setup()
