"""What a report is written to: as the line asks, and where each file is then."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click
from msgspec.structs import replace

from parvis.present.formats import FORMATS, chosen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parvis.measuring import Plan as Measure
    from parvis.present.formats import Format
    from parvis.study import Plan as Study

P = TypeVar("P", "Study", "Measure")


def writing_to(plan: P, formats: str | None) -> P:
    """Return the plan with the formats named on the line, where some are; else its own."""
    return plan if formats is None else replace(plan, formats=chosen(formats))


def say_where(out: Path | None, formats: Sequence[Format]) -> None:
    """Print where each report is, one a line."""
    if out is not None:
        for file in ("report.html", *(FORMATS[name].file for name in formats)):
            click.echo(f"report: {out / file}")
