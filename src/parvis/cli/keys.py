"""`parvis keys`: keys of sources, sealed; a key is read from the standard input, never shown."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from typing import TYPE_CHECKING

import click

from parvis.cli.ending import endings

if TYPE_CHECKING:
    from parvis.collect.keys import Keys, Known

EPILOG = """\b
For example:
  parvis keys set mastodon                        asks for the key, and does not show it
  parvis keys set youtube --expires 2026-12-31 < key.txt
  parvis keys list                                which there are, and until when

They lie in ~/.config/parvis, or in the folder that PARVIS_KEYS names. The secret that opens
them lies beside them, for its owner alone, unless PARVIS_KEYS_SECRET holds it."""


@click.group(epilog=EPILOG)
def keys() -> None:
    """Keep the keys of sources, sealed on the disk: set, list, remove."""


@keys.command(name="set")
@click.argument("name")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Its last day, if known.")
@endings
def set_key(name: str, expires: dt.datetime | None) -> None:
    """Keep a key under NAME; it is asked for, or read from the standard input."""
    is_asked = sys.stdin.isatty()
    value = click.prompt("key", hide_input=True) if is_asked else sys.stdin.read()
    _keys().set(name, value.strip(), expires=expires.date() if expires else None)
    click.echo(f"{name} is kept, sealed")


@keys.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")
@endings
def list_keys(*, as_json: bool) -> None:
    """Say which keys there are and until when they are valid; no key is shown."""
    from parvis.collect.keys import warnings_of

    known, today = _keys().known(), dt.datetime.now(dt.UTC).date()
    if as_json:
        click.echo(json.dumps([_told(key, today) for key in known]))
        return
    for key in known:
        click.echo(f"{key.name}\tset {key.since:%Y-%m-%d}\t{key.ends(today)}")
    if not known:
        click.echo("there are no keys; `parvis keys set NAME` keeps one")
    for warning in warnings_of(known, today):
        click.echo(warning, err=True)


@keys.command(name="remove")
@click.argument("name")
@endings
def remove_key(name: str) -> None:
    """Forget the key under NAME."""
    _keys().remove(name)
    click.echo(f"{name} is forgotten")


def _keys() -> Keys:
    from parvis.collect.keys import Keys

    return Keys.of_environment(os.environ)


def _told(key: Known, today: dt.date) -> dict[str, str | None]:
    return {
        "name": key.name,
        "since": key.since.isoformat(),
        "expires": key.expires.isoformat() if key.expires else None,
        "ends": key.ends(today),
    }
