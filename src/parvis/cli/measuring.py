"""What `parvis measure` prints: how each KPI stands, what was refused, where the report is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from parvis import measuring
from parvis.cli.reporting import say_where, writing_to
from parvis.measuring.outputs import summary_json

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.figures import Figure
    from parvis.measuring import Measured


def run_measure(path: Path, out: Path | None, *, formats: str | None, as_json: bool) -> None:
    """Run a measure file and say what came of it."""
    plan = writing_to(measuring.load(path), formats)
    found = measuring.run(plan, out)
    if as_json:
        click.echo(summary_json(found))
        return
    say_measured(found)
    say_where(out, plan.formats)


def say_measured(found: Measured) -> None:
    """Print how each KPI stands, and how many figures are not told."""
    click.echo(standing(found))
    for figure in found.figures:
        if figure.key == "objective.warning":
            click.echo(f"objective {figure.by['objective']}: {figure.value}", err=True)
    refused = sum(figure.reason is not None for figure in found.figures)
    if refused:
        click.echo(f"{refused} figures are not told; the report says why", err=True)


def standing(found: Measured) -> str:
    """Return a line for each KPI: its value, its target, and whether it is on track."""
    values = [figure for figure in found.figures if figure.key == "kpi.value"]
    return "\n".join(_line(found, figure) for figure in values) or "no KPI"


def _line(found: Measured, figure: Figure) -> str:
    if not isinstance(figure.value, int | float):
        return f"{figure.by['kpi']}: {figure.reason}"
    target = found.value("kpi.target", **figure.by)
    status = found.value("kpi.status", **figure.by)
    return f"{figure.by['kpi']}: {figure.value:.4g} {figure.unit}, target {target}: {status}"
