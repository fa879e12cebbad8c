"""What every command of the hub shares: which home it is for, and Django set up for it."""

from __future__ import annotations

from pathlib import Path

import click

from parvis.errors import MissingExtraError

FOLDER = click.Path(file_okay=False, path_type=Path)
HOME = click.option(
    "--home", type=FOLDER, help="Folder of the hub; else PARVIS_HOME, else the user's data folder."
)


def set_up(home: Path | None, address: str | None) -> None:
    """Set Django up for a home.

    Raises:
        MissingExtraError: the hub is not installed.
        DeploymentError: a variable of the environment that cannot be meant.
    """
    try:
        from parvis.hub.serving.setting_up import set_up as set_up_django

        set_up_django(home, address)
    except ImportError as error:
        raise MissingExtraError.named("hub", "Web hubs") from error
