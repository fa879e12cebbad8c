"""`parvis query` as a shell sees it."""

from __future__ import annotations

import json

import polars as pl
import pytest

from parvis.perimeter.versions import EXAMPLE
from tests.cli.calling import parvis


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "telecom.toml").write_text(EXAMPLE, "utf-8")
    lines = ["id,author,text", "1,ann,Panne Free", "2,bob,Panne Orange et Free", "3,cat,Freebox"]
    (tmp_path / "posts.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_explain_underlines_what_was_found():
    done = parvis("query", "explain", "free AND panne*", "--text", "Free : des pannes")
    assert done.returncode == 0, done.stderr
    assert "Free : des pannes\n^^^^       ^^^^^^" in done.stdout


def test_explain_prints_json_that_says_the_same():
    done = parvis(
        "query", "explain", "free likes:>2", "--text", "Free", "--known", "likes=3", "--json"
    )
    said = json.loads(done.stdout)
    assert said["verdict"] is True
    assert said["parts"][0]["places"] == [{"in": "text", "start": 0, "end": 4, "quote": "Free"}]


def test_a_fault_points_at_the_character_and_ends_with_two():
    done = parvis("query", "explain", "free AND (panne", "--text", "x")
    assert done.returncode == 2
    assert "free AND (panne\n         ^" in done.stderr
    assert "Traceback" not in done.stderr


def test_lint_speaks_french():
    done = parvis("query", "lint", "free panne OR coupure", "--language", "fr")
    assert done.returncode == 0, done.stderr
    assert "free panne" in done.stdout


def test_diff_counts_what_comes_and_goes(folder):
    done = parvis("query", "diff", "free", "free* NOT orange", "posts.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "+ Freebox" in done.stdout
    assert "- Panne Orange et Free" in done.stdout


def test_learn_measures(folder):
    rows = ["text,author,relevant"]
    rows += [f"free box {n},a{n},yes" for n in range(20)]
    rows += [f"free wifi {n},b{n},no" for n in range(20)]
    (folder / "labelled.csv").write_text("\n".join(rows) + "\n", "utf-8")
    done = parvis("query", "learn", "free", "labelled.csv", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["precision"]["value"] == pytest.approx(0.5)


def test_a_perimeter_is_matched_saved_and_listed(folder):
    done = parvis("query", "match", "telecom.toml", "posts.csv", "--out", "m.parquet", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert pl.read_parquet(folder / "m.parquet").height == 4
    done = parvis("query", "save", "telecom.toml", "--in", "kept", "--note", "first", cwd=folder)
    assert done.returncode == 0, done.stderr
    done = parvis("query", "versions", "telecom", "--in", "kept", cwd=folder)
    assert "first" in done.stdout
    done = parvis("query", "versions", "telecom", "--in", "kept", "--show", "1", cwd=folder)
    assert done.stdout == EXAMPLE


def test_import_prints_the_query_alone_and_what_is_lost_beside_it():
    done = parvis("query", "import", "BT NOT authorGender:F", "--from", "brandwatch")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "bt\n"
    assert "authorGender:F" in done.stderr


def test_export_prints_what_to_send_and_a_table():
    done = parvis("query", "export", "free panne* -is:repost", "--to", "x")
    assert done.returncode == 0, done.stderr
    assert "  free -is:retweet\n" in done.stdout
    assert "panne*" in done.stdout
