"""What every command of the hub shares: which home it is for, and Django set up for it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parvis.errors import MissingExtraError

if TYPE_CHECKING:
    from parvis.hub.common.environment import Environment

FOLDER = click.Path(file_okay=False, path_type=Path)
HOME = click.option(
    "--home", type=FOLDER, help="Folder of the hub; else PARVIS_HOME, else the user's data folder."
)


def environment_of(home: Path | None, address: str | None) -> Environment:
    """Return what the environment of a hub says, for a home.

    Raises:
        MissingExtraError: the hub is not installed.
        DeploymentError: a variable of the environment that cannot be meant.
    """
    if find_spec("django") is None:
        raise MissingExtraError.named("hub", "Web hubs")
    from parvis.hub.serving.setting_up import environment_of as read

    return read(home, address)


def set_up(home: Path | None, address: str | None) -> None:
    """Set Django up for a home; `environment_of` says what it raises."""
    environment_of(home, address)
    import django

    django.setup()
