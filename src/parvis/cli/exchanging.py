"""What `parvis query import` and `parvis query export` print."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click

from parvis.cli.querying import query_text, shelf_of
from parvis.perimeter.dialects.carrying import carried_over
from parvis.perimeter.export.export import export
from parvis.perimeter.language.parse import parse

if TYPE_CHECKING:
    from pathlib import Path


def run_import(given: str, dialect: str, *, as_json: bool) -> None:
    """Print the query in our language, and below it what was lost."""
    carried = carried_over(query_text(given), dialect)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(carried), ensure_ascii=False, indent=1))
        return
    click.echo(carried.query)
    for loss in carried.losses:
        what = "left out" if loss.is_gone else "changed"
        click.echo(f"{what} at {loss.at}: {loss.said} ({loss.reason})", err=True)


def run_export(given: str, network: str, perimeter: Path | None, *, as_json: bool) -> None:
    """Print the searches to send, and a table that says where each clause is decided."""
    sent = export(parse(query_text(given), shelf_of(perimeter)), network)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(sent), ensure_ascii=False, indent=1))
        return
    click.echo(sent.network)
    for search in sent.searches:
        click.echo(f"  {search}")
    for name, value in sent.parameters.items():
        click.echo(f"  {name}={value}")
    click.echo()
    width = max(len(line.clause) for line in sent.lines)
    for line in sent.lines:
        click.echo(f"{line.clause:<{width}}  {line.where}")
    if sent.caution:
        click.echo(f"\nnote: {sent.caution}")
