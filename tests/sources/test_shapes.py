"""Files of every shape give the same rows back, and every row is accounted for."""

from __future__ import annotations

import csv
import gzip
import io
import json

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis import sources
from parvis.normalise.text import clean

POSTS = [
    ["1", "L'été à Brest, « déjà » ; vraiment ?", "2022-11-08 15:38:17"],
    ["2", 'Il a dit "oui"\net puis\tnon | rien ^ du tout', "2022-11-09 08:00:00"],
    ["3", "=1+1", "2022-11-10 09:30:00"],
]
HEADER = ["Identifiant", "Texte", "Date de publication"]

# What any export can hold: no controls, no surrogates, something to see.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="&\\<\ufeff"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and clean(pl.Series([text]))[0])
TEXTS = st.lists(WORDS, min_size=1, max_size=8)
AGAIN = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def delimited(rows: list[list[str]], delimiter: str = ",", header: list[str] = HEADER) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def workbook(rows: list[list[str]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(
        data, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Données")
        for place, row in enumerate([HEADER, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)
    return data.getvalue()


def parquet(rows: list[list[str]]) -> bytes:
    data = io.BytesIO()
    pl.DataFrame(rows, schema=HEADER, orient="row").write_parquet(data)
    return data.getvalue()


def objects(rows: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(HEADER, row, strict=True)) for row in rows]


def lines(rows: list[list[str]]) -> bytes:
    return "\n".join(json.dumps(item) for item in objects(rows)).encode()


SHAPES = {
    "posts.csv": lambda rows: delimited(rows).encode(),
    "posts.xlsx": workbook,
    "posts.parquet": parquet,
    "posts.jsonl": lines,
    "posts.json": lambda rows: json.dumps(objects(rows), ensure_ascii=False).encode(),
    "held.json": lambda rows: json.dumps({"meta": {"n": 3}, "data": objects(rows)}).encode(),
    "utf8.csv": lambda rows: delimited(rows).encode("utf-8-sig"),
    "excel.csv": lambda rows: ("sep=;\n" + delimited(rows, ";")).encode("utf-8-sig"),
    "meltwater.csv": lambda rows: delimited(rows, "\t").encode("utf-16"),
    "big.csv": lambda rows: delimited(rows, "\t").encode("utf-16-be"),
    "little.csv": lambda rows: delimited(rows).encode("utf-16-le"),
    "wide.csv": lambda rows: delimited(rows).encode("utf-32"),
    "windows.csv": lambda rows: delimited(rows).encode("windows-1252"),
}


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzipped"])
@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_the_same_posts(tmp_path, name, is_packed):
    data = SHAPES[name](POSTS)
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if is_packed else data)
    found = sources.read(path, platform="forum")
    assert found.frame["text"].to_list() == [row[1] for row in POSTS]
    assert found.frame["id"].to_list() == ["forum:1", "forum:2", "forum:3"]
    assert found.frame["published_at"].dt.hour().to_list() == [15, 8, 9]
    assert found.frame["origin"].unique().to_list() == [name]
    assert found.recognition.gzipped is is_packed
    assert found.rows_read == 3


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "¦", ":", "\x1f", "£"])
def test_any_delimiter_is_found(tmp_path, delimiter):
    (tmp_path / "posts.txt").write_text(delimited(POSTS, delimiter), encoding="utf-8", newline="")
    found = sources.read(tmp_path / "posts.txt")
    assert found.recognition.delimiter == delimiter
    assert found.frame["text"].to_list() == [row[1] for row in POSTS]


def test_a_single_column_needs_no_delimiter(tmp_path):
    (tmp_path / "posts.csv").write_text("Texte\nBonjour, toi\nOui; non\n", encoding="utf-8")
    found = sources.read(tmp_path / "posts.csv")
    assert found.frame["text"].to_list() == ["Bonjour, toi", "Oui; non"]
    assert found.recognition.delimiter is None


def test_lines_are_those_an_editor_shows(tmp_path):
    (tmp_path / "posts.csv").write_bytes(delimited(POSTS).encode())
    assert sources.read(tmp_path / "posts.csv").frame["line"].to_list() == [2, 3, 5]
    (tmp_path / "posts.xlsx").write_bytes(workbook(POSTS))
    assert sources.read(tmp_path / "posts.xlsx").frame["line"].to_list() == [2, 3, 4]
    (tmp_path / "posts.jsonl").write_bytes(b"\n" + lines(POSTS))
    assert sources.read(tmp_path / "posts.jsonl").frame["line"].to_list() == [2, 3, 4]


@AGAIN
@given(
    texts=TEXTS,
    delimiter=st.sampled_from(",;\t|^"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_texts_come_back_from_any_delimited_file(tmp_path, texts, delimiter, encoding):
    rows = [[str(n), text, "2022-11-08"] for n, text in enumerate(texts)]
    data = delimited(rows, delimiter).encode(encoding)
    (tmp_path / "posts.csv").write_bytes(data)
    assert read_texts(tmp_path / "posts.csv") == cleaned(texts)


@AGAIN
@given(
    texts=TEXTS,
    name=st.sampled_from(["posts.jsonl", "posts.json", "posts.xlsx", "posts.parquet"]),
    is_packed=st.booleans(),
)
def test_texts_come_back_from_any_other_file(tmp_path, texts, name, is_packed):
    rows = [[str(n), text, "2022-11-08"] for n, text in enumerate(texts)]
    data = SHAPES[name](rows)
    (tmp_path / name).write_bytes(gzip.compress(data) if is_packed else data)
    assert read_texts(tmp_path / name) == cleaned(texts)


def read_texts(path) -> list[str]:
    return sources.read(path).frame["text"].to_list()


def cleaned(texts: list[str]) -> list[str]:
    return clean(pl.Series(texts)).to_list()


def test_a_workbook_is_read_at_the_sheet_that_holds_posts(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "posts.xlsx") as book:
        book.add_worksheet("Résumé").write_column(0, 0, ["Période", "2022"])
        sheet = book.add_worksheet("Posts")
        sheet.write_row(2, 1, ["Texte", "Date", "J'aime"])
        sheet.write_row(4, 1, ["Bonjour", 44873.5, 12])
    found = sources.read(tmp_path / "posts.xlsx")
    assert found.frame.select("text", "likes", "line").row(0) == ("Bonjour", 12, 5)
    assert found.frame["published_at"][0].hour == 12
    assert 'Sheet "Posts" was read; not read: Résumé.' in found.recognition.notes


def test_parquet_columns_of_any_type_are_read(tmp_path):
    from datetime import UTC, datetime

    pl.DataFrame(
        {
            "text": ["oui"],
            "created_at": [datetime(2022, 11, 8, 15, tzinfo=UTC)],
            "user": [{"screen_name": "free", "followers_count": 12.0}],
            "hashtags": [["Fibre", "Brest"]],
            "raw": [b"\x00"],
            "none": [None],
        }
    ).write_parquet(tmp_path / "posts.parquet")
    row = sources.read(
        tmp_path / "posts.parquet", columns={"author": "user.screen_name"}
    ).frame.row(0, named=True)
    assert (row["author"], row["hashtags"]) == ("free", ["fibre", "brest"])
    assert (row["published_at"].hour, row["time_confidence"]) == (15, "exact")
