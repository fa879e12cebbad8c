"""docs/reference/exports.md names every export and answer that is recognised, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from parvis.sources import PLATFORMS
from parvis.sources.platform import mark

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exports.md"


def section(title: str) -> list[list[str]]:
    text = PAGE.read_text("utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    return [line.split(" | ") for line in text.splitlines() if line.startswith("| `")]


def test_every_set_of_columns_is_described_and_no_other():
    described = [
        (re.findall("`([^`]+)`", cells[0])[0], mark(*re.findall("`([^`]+)`", names)))
        for cells in section("Exports recognised")
        for names in cells[1].split(" · ")
    ]
    assert described == [(one.name, of) for one in PLATFORMS for of in one.marks]


def test_every_api_is_described_and_no_other():
    described = [
        name for cells in section("Answers of APIs") for name in re.findall("`([^`]+)`", cells[0])
    ]
    assert sorted(described) == sorted(one.name for one in PLATFORMS if one.api)
