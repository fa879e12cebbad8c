"""What `parvis simulate` and `parvis compare` print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from parvis import simulate
from parvis.errors import InputError
from parvis.simulate import company

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.simulate.company.part import Language


def run_simulation(out: Path, *, mentions: int, days: int, seed: int) -> None:
    """Make a market in a folder and say what lies there."""
    market = simulate.market(mentions=mentions, days=days, seed=seed)
    simulate.write(market, out)
    click.echo(f"{market.posts.height:,} posts: {out / 'posts.csv'}")
    click.echo(f"to study them: parvis study {out / 'study.toml'} --out {out / 'report'}")
    click.echo(f"the truth: {out / 'truth.json'}")


def run_company(out: Path, *, language: Language, seed: int) -> None:
    """Make a company in a folder and say what lies there."""
    made = company.company(language=language, seed=seed)
    company.write(made, out)
    rows = sum(table.height for table in made.tables.values())
    click.echo(f"{rows:,} rows in {len(made.tables)} tables: {out}")
    click.echo(f"to measure it: parvis measure {out / 'measure.toml'} --out {out / 'report'}")
    click.echo(f"the truth: {out / 'truth.json'}")


def run_comparison(truth: Path, summary: Path) -> None:
    """Print planted beside found, of a market or of a company."""
    planted, figures = _read(truth), _read(summary).get("figures")
    if not isinstance(figures, list):
        way_out = "name the summary.json of a study or of a measure"
        raise InputError(f"{summary}: no figures in it. What to do: {way_out}.")
    if planted.get("kind") == company.KIND:
        facts = company.held(planted, figures)
        click.echo(company.describe_measure(facts, company.model_errors(planted, figures)))
        return
    members = _members(summary.parent / "network.parquet")
    click.echo(simulate.describe(simulate.compare(planted, figures, members)))


def _members(path: Path) -> dict[str, int] | None:
    """Who is in which community, from the file that a study leaves beside its summary."""
    if not path.exists():
        return None
    import polars as pl

    nodes = pl.read_parquet(path, columns=["author", "community"]).drop_nulls()
    return dict(nodes.iter_rows())


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InputError(f"{path}: not JSON. What to do: name another file.") from error
    if not isinstance(found, dict):
        raise InputError(f"{path}: not an object. What to do: name another file.")
    return found
