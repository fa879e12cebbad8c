"""`parvis serve`, `parvis audit`: the hub at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from parvis.cli.ending import endings
from parvis.cli.homes import HOME, environment_of, set_up

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = ("127.0.0.1", "0.0.0.0", "::1")  # noqa: S104 - compared with, not bound to


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
@click.option(
    "--demo", is_flag=True, help="Give an empty folder a believable organisation to try it on."
)
@endings
def serve(home: Path | None, host: str, port: int, address: str | None, *, demo: bool) -> None:
    """Serve the hub: web, worker and listener, until Ctrl-C.

    Makes what is missing in its folder. On the first start it prints a link, good for once, by
    which whoever owns the organisation comes in.
    """
    environment = environment_of(
        home, address or f"http://{'localhost' if host in LOCAL else host}:{port}"
    )
    from parvis.hub.serving.running import run

    run(environment, host, port, is_demo=demo, tell=click.echo)


@click.group()
def audit() -> None:
    """The trail of what was done in the hub."""


@audit.command()
@HOME
@click.pass_context
@endings
def verify(context: click.Context, home: Path | None) -> None:
    """Check that no line of the trail was changed, taken out or put in."""
    set_up(home, None)
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
