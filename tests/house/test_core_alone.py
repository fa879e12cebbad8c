"""The core imports without any extra, and starts fast enough to teach."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
EXTRAS = {"django", "onnxruntime", "tokenizers", "typst", "pptx", "xlsxwriter", "pyspark", "pysail"}
WITHIN_EXTRAS = (  # what they open to without them is tried in tests/present and tests/cli
    "parvis.present.pptx.",
    "parvis.hub.",
    "parvis.engines.spark.",
)
NOT_CORE = {*EXTRAS, "pyarrow", "pandas", "sklearn", "duckdb"}
PROBE = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import pkgutil, importlib, parvis
for module in pkgutil.walk_packages(parvis.__path__, "parvis."):
    if not module.name.startswith({within!r}):
        importlib.import_module(module.name)
"""


def test_every_module_of_the_core_imports_without_any_extra():
    probe = PROBE.replace("{absent!r}", repr(NOT_CORE)).replace("{within!r}", repr(WITHIN_EXTRAS))
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_help_loads_none_of_the_heavy_libraries():
    heavy = {"polars", "altair", "scipy"}
    probe = f"import sys, parvis.cli; print({heavy} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_four_extras_are_declared():
    assert set(PROJECT["project"]["optional-dependencies"]) == {"hub", "models", "reports", "spark"}


def test_every_dependency_states_its_reason():
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    wanted = text[text.index("dependencies = [") : text.index("[tool.hatch.version]")]
    lines = [
        line for line in wanted.splitlines() if line.strip().startswith('"') and "::" not in line
    ]
    assert len(lines) > 20
    assert [line for line in lines if "  # " not in line] == []


@pytest.mark.parametrize("licence", ["GPL", "AGPL"])
def test_nothing_the_core_depends_on_is_under_a_strong_copyleft(licence):
    from importlib.metadata import distribution

    lock = (Path(__file__).parents[2] / "requirements" / "user.txt").read_text("utf-8")
    names = [
        line.partition("==")[0] for line in lock.splitlines() if "==" in line and line[0].isalpha()
    ]
    installed = {
        d.lower().replace("_", "-") for ds in packages_distributions().values() for d in ds
    }
    for name in set(names) & installed:
        metadata = distribution(name).metadata
        stated = f"{metadata.get('License-Expression') or metadata.get('License', '')[:60]}"
        classifiers = " ".join(c for c in metadata.get_all("Classifier", []) if "License" in c)
        choices = f"{stated} {classifiers}".replace("LGPL", "").split(" OR ")
        assert any(licence not in choice for choice in choices), name
