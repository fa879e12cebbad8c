"""`parvis doctor`: whether a deployment of the hub is well."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from parvis.cli.ending import INPUT_FAULT, endings
from parvis.cli.homes import HOME, set_up

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@HOME
@click.option("--language", type=click.Choice(("en", "fr")), help="Else that of the environment.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")
@click.pass_context
@endings
def doctor(
    context: click.Context, home: Path | None, language: str | None, *, as_json: bool
) -> None:
    """Look whether the hub is well deployed, and say what is to be mended.

    Looks at secret, address, proxies, database, lake, clock, mail, disk, worker, work and listener,
    and changes nothing. The environment is that of the hub: the same variables, the same user.
    Exits with 2 where something must be mended.
    """
    set_up(home, None)
    from django.utils import translation

    from parvis.hub.serving import doctor as doctors
    from parvis.hub.serving.doctor.telling import lines, usual_language
    from parvis.hub.settings import ENVIRONMENT

    with translation.override(language or usual_language(os.environ)):
        found = list(doctors.examine(ENVIRONMENT))
        told = [json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)]
        for line in told if as_json else lines(found):
            click.echo(line)
    if any(one.state == "broken" for one in found):
        context.exit(INPUT_FAULT)
