"""What the README says is true: its Python runs, its files are there, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parvis import simulate

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.fr.md")
FILE = r"`([\w.]+\.(?:html|json|jsonl|parquet|gexf|graphml|csv))`"


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("readme", PAGES)
def test_its_python_runs_on_a_market_and_prints_figures(readme, tmp_path, monkeypatch, capsys):
    simulate.write(simulate.market(mentions=1500, days=14), tmp_path)
    monkeypatch.chdir(tmp_path)
    (code,) = blocks(readme, "python")
    exec(compile(code, readme, "exec"), {})  # noqa: S102
    assert all(float(line) > 0 for line in capsys.readouterr().out.splitlines())
    written = {path.name for path in (tmp_path / "report").iterdir()}
    assert set(re.findall(FILE, (ROOT / readme).read_text("utf-8"))) - {"study.toml"} == written


@pytest.mark.parametrize("readme", PAGES)
def test_every_link_and_picture_is_there(readme):
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / readme).read_text("utf-8")):
        assert (ROOT / target).exists(), target


def test_both_languages_have_the_same_code():
    assert blocks("README.md", "python") == blocks("README.fr.md", "python")
