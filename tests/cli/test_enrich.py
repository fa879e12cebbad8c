"""`parvis enrich`, `reread` and `train`: files in, files out, and what is said of them."""

from __future__ import annotations

import json

import polars as pl
import pytest
from click.testing import CliRunner

from parvis.cli.main import main

CSV = """ref,Full Text,when
b,"Un grand merci, service impeccable !",2026-03-01
a,"Check out my channel, subscribe! http://a.io",2026-03-02
c,,2026-03-03
"""


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl"])
def test_columns_are_added_and_the_files_own_stay(export, tmp_path, suffix):
    out = tmp_path / f"read{suffix}"
    done = run("enrich", export, "--out", out, "--tier", "fast")
    assert done.exit_code == 0, done.output
    read = pl.read_parquet(out) if suffix == ".parquet" else pl.read_ndjson(out)
    assert read.columns[:3] == ["ref", "Full Text", "when"]
    assert read["ref"].to_list() == ["b", "a", "c"]
    assert read["tonality"].to_list() == ["positive", read["tonality"][1], None]
    assert read["is_spam"].to_list() == [False, True, False]
    assert "3 posts" in done.output


def test_ids_and_numbers_of_json_lines_stay_what_they_are(tmp_path):
    posts, out = tmp_path / "posts.jsonl", tmp_path / "read.jsonl"
    posts.write_text(json.dumps({"id": 7, "text": "Merci !", "tags": ["x"], "likes": 3}) + "\n")
    assert run("enrich", posts, "--out", out, "--columns", "tonality").exit_code == 0
    (read,) = pl.read_ndjson(out).iter_rows(named=True)
    assert (read["id"], read["tags"], read["likes"]) == (7, ["x"], 3)
    assert "language" not in read


def test_another_form_of_result_is_refused(export, tmp_path):
    done = run("enrich", export, "--out", tmp_path / "read.csv")
    assert done.exit_code == 2
    assert ".parquet or .jsonl" in done.output


def test_a_file_is_read_again_only_where_its_readings_are_old(export, tmp_path):
    out, again = tmp_path / "read.parquet", tmp_path / "again.parquet"
    run("enrich", export, "--out", out, "--tier", "fast")
    old = pl.read_parquet(out).with_columns(model_version=pl.lit("fast-0"))
    old.write_parquet(out)
    done = run("reread", out, "--out", again, "--tier", "fast")
    assert "3 posts, 3 of them read again" in done.output
    kept = ["language", "entities", "is_spam"]
    assert pl.read_parquet(again).select(kept).equals(old.select(kept))
    assert pl.read_parquet(again).columns == old.columns
    assert "0 of them" in run("reread", again, "--out", out, "--tier", "fast").output


def test_a_head_is_trained_kept_and_used(tmp_path):
    labelled, own, out = (tmp_path / name for name in ("labels.csv", "own.npz", "read.jsonl"))
    rows = [
        f"{word} numéro {n},{tone}"
        for n in range(25)
        for word, tone in (("malade", "positive"), ("fiche", "neutral"))
    ]
    labelled.write_text("\n".join(["text,tone", *rows]), encoding="utf-8")
    done = run("train", labelled, "--label", "tone", "--out", own)
    assert done.exit_code == 0, done.output
    assert "50 labelled posts" in done.output
    assert ": better" in done.output
    assert run("enrich", labelled, "--own", own, "--out", out).exit_code == 0
    read = pl.read_ndjson(out)
    assert (read["tonality"] == read["tone"]).all()


def test_brands_are_judged_apart_where_they_are_named(tmp_path):
    posts, out = tmp_path / "posts.csv", tmp_path / "read.jsonl"
    posts.write_text("text\nOrange est génial mais SFR est nul\n", encoding="utf-8")
    done = run("enrich", posts, "--out", out, "--tier", "fast", "--towards", "Orange;SFR=sfr,red")
    assert done.exit_code == 0, done.output
    (read,) = pl.read_ndjson(out)["towards"].to_list()
    assert [(one["brand"], one["tonality"]) for one in read] == [
        ("Orange", "positive"),
        ("SFR", "negative"),
    ]


def test_the_brands_of_a_column_are_judged_apart_where_asked(tmp_path):
    posts, out = tmp_path / "posts.csv", tmp_path / "read.parquet"
    text = "Orange est génial mais SFR est nul"
    posts.write_text(f'brand,text\n"SFR, Orange",{text}\n,{text}\n', encoding="utf-8")
    asked = ("--tier", "fast", "--columns", "towards")
    assert run("enrich", posts, "--out", out, *asked).exit_code == 0
    read = pl.read_parquet(out)
    assert read.columns == ["brand", "text", "towards"]
    assert [one["tonality"] for one in read["towards"][0]] == ["negative", "positive"]
    assert read["towards"][1] is None


def test_tonality_towards_brands_is_read_again_with_the_rest(tmp_path):
    posts, out, again = (tmp_path / name for name in ("p.csv", "read.jsonl", "again.parquet"))
    posts.write_text("text\nOrange est génial mais SFR est nul\nrien\n", encoding="utf-8")
    run("enrich", posts, "--out", out, "--tier", "fast", "--towards", "Orange;SFR")
    old = pl.read_ndjson(out)
    old.with_columns(model_version=pl.lit("fast-0"), towards=old["towards"].shift(1)).write_ndjson(
        out
    )
    done = run("reread", out, "--out", again, "--tier", "fast")
    assert "2 of them read again" in done.output, done.output
    read = pl.read_parquet(again)["towards"].to_list()
    assert [one["brand"] for one in read[0]] == ["Orange", "SFR"]
    assert read[1] is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--columns", "towards"), "no brand is named"),
        (("--towards", "=apple"), "names no brand"),
        (("--towards", "Apple=?"), "names nothing"),
    ],
)
def test_brands_that_cannot_be_looked_for_are_told(export, tmp_path, asked, told):
    done = run("enrich", export, "--out", tmp_path / "read.jsonl", "--tier", "fast", *asked)
    assert done.exit_code == 2
    assert told in done.output


def test_a_missing_column_of_labels_is_named(export, tmp_path):
    done = run("train", export, "--label", "tone", "--out", tmp_path / "own.npz")
    assert done.exit_code == 2
    assert "no column 'tone'" in done.output


def test_topics_keep_their_names_in_a_file(tmp_path):
    posts, out, names = (tmp_path / name for name in ("posts.jsonl", "read.jsonl", "names.jsonl"))
    texts = ["Panne de réseau à Lyon", "Panne de réseau à Lille", "Network outage in Lyon"] * 2
    posts.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    first = run("enrich", posts, "--out", out, "--columns", "topic", "--topics", names)
    assert "topics: 1, of 6 posts" in first.output
    (known,) = pl.read_ndjson(names).iter_rows(named=True)
    pl.read_ndjson(names).with_columns(topic=pl.lit("pannes")).write_ndjson(names)
    assert run("enrich", posts, "--out", out, "--topics", names).exit_code == 0
    assert known["topic"] != "pannes"
    assert set(pl.read_ndjson(out)["topic"]) == {"pannes"}
    assert pl.read_ndjson(names)["topic"].to_list() == ["pannes"]


def test_a_fast_reading_says_that_it_tells_no_topics(export, tmp_path):
    done = run("enrich", export, "--out", tmp_path / "read.parquet", "--tier", "fast")
    assert "topics: not told by a fast reading" in done.output
    names = tmp_path / "names.jsonl"
    done = run(
        "enrich", export, "--out", tmp_path / "read.parquet", "--tier", "fast", "--topics", names
    )
    assert done.exit_code == 2
    assert "choose cascade or fine" in done.output


def test_a_file_that_is_no_table_of_topics_is_named_before_anything_is_read(export, tmp_path):
    done = run("enrich", export, "--out", tmp_path / "read.parquet", "--topics", export)
    assert done.exit_code == 2
    assert "topics are .parquet or .jsonl" in done.output
    assert not (tmp_path / "read.parquet").exists()
