"""`parvis study --engine spark` says where it cannot; that it can is in docs/how-to/spark.md."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from parvis.cli import main
from parvis.study.plan import EXAMPLE

LINES = "id,author,text,created_at\n" + "".join(
    f"{n},a{n},OurBrand works {n} times,2026-03-{n:02}T10:00:00Z\n" for n in range(1, 20)
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "export.csv").write_text(LINES, "utf-8")
    (tmp_path / "study.toml").write_text(EXAMPLE, "utf-8")
    return tmp_path


def run(folder, *words):
    return CliRunner().invoke(main, ["study", str(folder / "study.toml"), *words])


def test_a_cluster_that_does_not_reach_this_disk_asks_for_a_place_that_it_does(folder):
    done = run(folder, "--engine", "spark", "--master", "sc://127.0.0.1:1", "--json")
    assert done.exit_code != 0
    assert "--scratch" in done.output


def test_a_cluster_that_is_not_there_is_named(folder):
    words = ("--engine", "spark", "--master", "spark://127.0.0.1:1", "--scratch", str(folder / "s"))
    done = run(folder, *words, "--json")
    assert done.exit_code != 0
    assert "spark://127.0.0.1:1" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--master", "sc://127.0.0.1:1"), "add --engine spark"),
        (("--scratch", "scratch"), "add --engine spark"),
        (("--engine", "spark", "--master", "spark.internal"), "sc://host:15002"),
        (("--engine", "spark", "--master", "local[2]"), "pip install pyspark"),
    ],
)
def test_what_names_no_cluster_is_refused_with_the_way_out(folder, words, said):
    done = run(folder, *words, "--json")
    assert done.exit_code == 2
    assert said in done.output


def test_a_server_that_does_not_answer_is_waited_for_no_longer_than_told(folder, monkeypatch):
    monkeypatch.setattr("parvis.engines.spark.session._PATIENCE", 0.5)
    master = "sc://127.0.0.1:1/;token=secret"
    done = run(folder, *f"--engine spark --master {master} --scratch {folder} --json".split())
    assert done.exit_code == 2
    assert "nothing answers at sc://127.0.0.1:1" in done.output
    assert "secret" not in done.output
