"""`parvis questions`: what is asked again and again, across languages, under names that stay."""

from __future__ import annotations

import polars as pl
import pytest
from click.testing import CliRunner

from parvis.cli.main import main

CSV = """author,text
ana,Comment activer ma nouvelle carte SIM ?
bob,How do I activate my new SIM card?
ana,"Bonjour, comment activer la carte SIM reçue hier ?"
cem,Livrez-vous en Suisse ?
dia,Merci beaucoup !
"""


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl"])
def test_the_frequent_ones_are_written_and_shown(export, tmp_path, suffix):
    out = tmp_path / f"questions{suffix}"
    done = run("questions", export, "--out", out)
    assert done.exit_code == 0, done.output
    assert "5 posts, 4 ask; 1 questions" in done.output
    found = pl.read_parquet(out) if suffix == ".parquet" else pl.read_ndjson(out)
    (row,) = found.iter_rows(named=True)
    assert (row["posts"], row["people"], row["languages"]) == (3, 2, ["fr", "en"])
    assert row["text_en"] == "How do I activate my new SIM card?"
    assert "SIM" in row["text_fr"]
    assert row["example"] in done.output
    assert "centre" not in row


def test_interactions_that_were_read_are_heard(tmp_path):
    posts = tmp_path / "read.jsonl"
    read = {"text": ["La box clignote rouge"] * 3, "interaction": ["complaint"] * 3}
    pl.DataFrame(read).write_ndjson(posts)
    assert "3 ask; 1 questions" in run("questions", posts, "--out", tmp_path / "q.jsonl").output


def test_names_are_kept_in_a_file(export, tmp_path):
    out, names = tmp_path / "questions.jsonl", tmp_path / "names.parquet"
    assert run("questions", export, "--out", out, "--topics", names).exit_code == 0
    pl.read_parquet(names).with_columns(topic=pl.lit("SIM")).write_parquet(names)
    assert run("questions", export, "--out", out, "--topics", names).exit_code == 0
    assert pl.read_ndjson(out)["topic"].to_list() == ["SIM"]


def test_where_nobody_asks_there_is_nothing(tmp_path):
    posts, out = tmp_path / "posts.csv", tmp_path / "questions.parquet"
    posts.write_text("text\nMerci\nMerci\nMerci\n")
    assert "0 ask; 0 questions" in run("questions", posts, "--out", out).output
    assert pl.read_parquet(out).height == 0


def test_another_form_of_result_is_refused(export, tmp_path):
    done = run("questions", export, "--out", tmp_path / "questions.csv")
    assert done.exit_code == 2
    assert ".parquet or .jsonl" in done.output
