"""The reference says everything: each figure, column and command."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from parvis import declared as files
from parvis import definitions
from parvis.schema import COLUMNS
from parvis.study import plan
from parvis.study.definitions import declared

ROOT = Path(__file__).parents[2]


def described(page: str) -> set[str]:
    """Every name in back-quotes of the first cells of a page's tables; `.p75` joins its first."""
    names: set[str] = set()
    for line in (ROOT / "docs" / "reference" / page).read_text("utf-8").splitlines():
        if line.startswith("| `"):
            cell = line.split("|")[1]
            found = re.findall(r"`([^`]+)`", cell)
            stem = found[0].rpartition(".")[0]
            names |= {stem + name if name.startswith(".") else name for name in found}
    return names


def test_every_figure_is_described_and_none_that_is_not():
    assert described("summary.md") == set(declared())


def test_every_figure_of_a_measure_is_described_and_defined_in_both_languages():
    figures = definitions.declared("parvis.measuring")
    assert described("measures.md") == set(figures)
    for key, entry in figures.items():
        assert {"unit", "class", "en", "fr"} <= entry.keys(), key


def test_every_column_is_described():
    assert described("schema.md") == set(COLUMNS)


def test_every_figure_is_defined_in_both_languages_with_unit_and_class():
    for key, entry in declared().items():
        assert {"unit", "class", "en", "fr"} <= entry.keys(), key


def test_the_generated_pages_are_current():
    command = [sys.executable, str(ROOT / "tools" / "reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_key_of_a_study_file_is_described():
    page = (ROOT / "docs" / "reference" / "study.md").read_text("utf-8")
    told = set(
        re.findall(r"`([a-z_]+)`", "\n".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)))
    )
    tables = (
        plan.Plan,
        files.Objective,
        files.Kpi,
        plan.SourceFile,
        files.BrandEntry,
        files.ThemeEntry,
        plan.PresenceWeights,
    )
    keys = {name for table in tables for name in table.__struct_fields__}
    assert told == keys - {
        "objective",
        "source",
        "brand",
        "theme",
        "presence",
        "kpi",
        "folder",
        "text",
    }
