"""`parvis hub`: prepare a hub, back it up, restore it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from parvis.cli.ending import endings
from parvis.cli.homes import FOLDER, HOME, environment_of, set_up

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
For example:
  parvis hub prepare                     the newest tables, as after an upgrade
  parvis hub backup /mnt/backup/hub      while it is served; only what is new of the lake is copied
  parvis hub restore /mnt/backup/hub --home hub-again

Documentation: docs/how-to/deploy.md in the sources."""


@click.group(epilog=EPILOG)
def hub() -> None:
    """Keep a hub: prepare, back up, restore."""


@hub.command()
@HOME
@endings
def prepare(home: Path | None) -> None:
    """Bring the database to the newest tables, and make what a fresh one lacks."""
    set_up(home, None)
    from parvis.hub.serving.prepare import prepare as prepared

    prepared()
    click.echo("The hub is prepared.")


@hub.command()
@click.argument("folder", type=FOLDER)
@HOME
@endings
def backup(folder: Path, home: Path | None) -> None:
    """Keep database, secret and lake in a FOLDER, while the hub is served.

    Whoever reads the folder can read all that the hub holds: keep it as carefully.
    """
    environment = environment_of(home, None)
    from parvis.hub.serving.backups import backup as kept

    told = kept(environment, folder)
    click.echo(f"The hub is kept in {folder}: database ({told['database']}), secret, lake.")


@hub.command()
@click.argument("folder", type=FOLDER)
@HOME
@endings
def restore(folder: Path, home: Path | None) -> None:
    """Bring a hub back from a FOLDER into an empty home and database."""
    set_up(home, None)
    from parvis.hub.serving.backups import restore as brought_back
    from parvis.hub.serving.setting_up import environment_of as environment

    told = brought_back(environment(), folder)
    click.echo(f"The hub is back as it was at {told['at'][:16].replace('T', ' ')} UTC.")
