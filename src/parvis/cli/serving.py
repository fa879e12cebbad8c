"""`parvis serve`, `parvis audit`: the hub at the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from parvis.errors import MissingExtraError

LOCAL = ("127.0.0.1", "0.0.0.0", "::1")  # noqa: S104 - compared with, not bound to
FOLDER = click.Path(file_okay=False, path_type=Path)
HOME = click.option(
    "--home", type=FOLDER, help="Folder of the hub; else PARVIS_HOME, else the user's data folder."
)


@click.command()
@HOME
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where it is heard; 0.0.0.0 for everywhere.",
)
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option(
    "--address", help="As people type it, where a proxy is in front: https://parvis.example.org."
)
def serve(home: Path | None, host: str, port: int, address: str | None) -> None:
    """Serve the hub: web, worker and listener, until Ctrl-C.

    Makes what is missing in its folder. On the first start it prints a link, good for once, by
    which whoever owns the organisation comes in.
    """
    _set_up(home, address or f"http://{'localhost' if host in LOCAL else host}:{port}")
    from parvis.hub.serving import prepare
    from parvis.hub.serving.group import Group
    from parvis.hub.settings import ENVIRONMENT

    prepare.prepare()
    click.echo(f"Parvis is served at {ENVIRONMENT.address}, from {ENVIRONMENT.home}")
    link = prepare.first_link(ENVIRONMENT)
    if link:
        click.echo(f"Nobody owns it yet. Come in, once, by:\n  {link}")
    run = (sys.executable, "-m")
    members = {
        "web": (*run, "parvis.hub.serving.web", host, str(port)),
        "worker": (*run, "parvis.hub.serving.worker"),
    }
    Group(members, lambda line: click.echo(line, err=True)).run()


@click.group()
def audit() -> None:
    """The trail of what was done in the hub."""


@audit.command()
@HOME
@click.pass_context
def verify(context: click.Context, home: Path | None) -> None:
    """Check that no line of the trail was changed, taken out or put in."""
    _set_up(home, None)
    from parvis.hub.audit.public import verify as verified

    verdict = verified()
    if verdict.broken_at is None:
        click.echo(
            f"{verdict.lines} lines, each bound to the one before. Last mark: {verdict.mark}"
        )
        return
    click.echo(
        f"Line {verdict.broken_at}: {verdict.why}. The {verdict.lines} before it hold.", err=True
    )
    context.exit(2)


def _set_up(home: Path | None, address: str | None) -> None:
    try:
        from parvis.hub.serving.setting_up import set_up

        set_up(home, address)
    except ImportError as error:
        raise MissingExtraError.named("hub", "Web hubs") from error
