"""Measure files in a folder, with the tables they name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = """\
title = "Care"
language = "{language}"

[[objective]]
name = "care"
statement = "Answer the same day"
family = "care"
stated = 2026-12-01

[[objective.kpi]]
key = "solved_at_once"
since = 2027-01-01
baseline = 50
target = 70
due = 2027-12-31
"""
LEDGER = """
[ledger]
costs = "costs.csv"
values = "values.csv"
hour = 45
"""
COSTS = "date,kind,amount,hours,campaign\n2027-01-04,licence,500,,\n2027-01-05,hours,,10,videos\n"
VALUES = "date,amount,campaign,basis\n2027-02-04,900.5,videos,saving\n2027-03-04,300,,sales\n"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write a measure file and its tables; return the path of the file."""

    def write(text: str = "", *, language: str = "en", **tables: str) -> Path:
        for name, table in tables.items():
            (tmp_path / f"{name}.csv").write_text(table, encoding="utf-8")
        file = tmp_path / "measure.toml"
        file.write_text(text or HEAD.format(language=language), encoding="utf-8")
        return file

    return write


def weeks(count: int = 12, *, solved: float = 0.6) -> str:
    """A table of measures: of a hundred questions a week, how many were solved at once."""
    days = (dt.date(2027, 1, 10) + dt.timedelta(weeks=week) for week in range(count))
    rows = [f"{day},100,{round(100 * solved) + place % 3}" for place, day in enumerate(days)]
    return "\n".join(["period,asked,solved_at_once", *rows, ""])
