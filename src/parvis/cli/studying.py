"""What `parvis study` prints: the steps, what was recognised, the account of the rows."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from parvis import study
from parvis.cli.engines import Where
from parvis.cli.measuring import say_measured
from parvis.cli.reporting import say_where, writing_to
from parvis.study.loop import STEPS
from parvis.study.outputs import summary_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parvis.study import Study

WORDS = {
    "read": "reading the sources",
    "match": "matching the perimeter",
    "language": "telling languages",
    "duplicates": "grouping near-duplicates",
    "tonality": "reading tonality and interaction",
    "count": "counting",
    "write": "writing the report",
}


def run_study(
    path: Path, out: Path | None, *, formats: str | None, as_json: bool, where: Where | None = None
) -> None:
    """Run a study file and say what came of it; a bar moves on a terminal only."""
    plan = writing_to(study.load(path), formats)
    shown = sys.stderr.isatty() and not as_json
    with (where or Where()).opened(out) as engine, _bar(shown=shown) as step:
        found = study.run(plan, out, progress=step, engine=engine)
    if as_json:
        click.echo(summary_json(found))
        return
    for name, harvest in found.harvests.items():
        click.echo(f"{name}\n{harvest.recognition.describe()}", err=True)
    click.echo(account(found))
    if not found.value("mentions.kept"):
        click.echo(
            "Nothing was kept. What to do: look at the reasons above and the queries.", err=True
        )
    if found.measured:
        say_measured(found.measured)
    say_where(out, plan.formats)


def account(found: Study) -> str:
    """Return the account of the rows: read, rejected, filtered by reason, kept."""
    lines = [("rows read", found.value("rows.read")), ("rejected", found.value("rows.rejected"))]
    lines += [
        (str(figure.by["reason"]).replace("_", " "), figure.value)
        for figure in found.figures
        if figure.key == "mentions.filtered"
    ]
    lines.append(("mentions kept", found.value("mentions.kept")))
    return "\n".join(f"{name:<16}{value:>12,}" for name, value in lines)


@contextmanager
def _bar(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """Give a function to call as each step begins."""
    columns = (TextColumn("{task.description:<34}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        task = progress.add_task("", total=len(STEPS))

        def begin(step: str) -> None:
            progress.update(task, description=WORDS[step], completed=STEPS.index(step))

        yield begin
