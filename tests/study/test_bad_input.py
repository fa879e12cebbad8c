"""Bad input gets a clear answer, and nothing is lost: every row is kept, filtered or rejected."""

from __future__ import annotations

import csv
import gzip
import io
import json

import polars as pl
import pytest

from parvis import study
from parvis.errors import ParvisError, SourceError
from parvis.study.plan import EXAMPLE

HEADER = ["id", "created_at", "author", "text"]


def posts(count: int) -> list[list[str]]:
    """So many posts that name our brand, a minute apart."""
    return [
        [
            str(1000 + n),
            f"2024-05-{n % 28 + 1:02d}T10:00:00Z",
            f"ann{n}",
            f"ourbrand post {n} is fine",
        ]
        for n in range(count)
    ]


def as_csv(rows: list[list[str]], header: list[str] = HEADER) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


@pytest.fixture
def run(tmp_path):
    """Write an export, study it, and check that its rows add up."""

    def study_of(content: str | bytes, name: str = "export.csv", extra: str = "") -> study.Study:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        text = EXAMPLE.replace('"export.csv"', f'"{name}"\n{extra}')
        (tmp_path / "study.toml").write_text(text, encoding="utf-8")
        found = study.run(tmp_path / "study.toml", tmp_path / "out")
        filtered = sum(f.value for f in found.figures if f.key == "mentions.filtered")
        kept, rejected = found.value("mentions.kept"), found.value("rows.rejected")
        assert found.value("rows.read") == kept + filtered + rejected
        letters = (tmp_path / "out" / "rejected.jsonl").read_text("utf-8").splitlines()
        assert len(letters) == rejected
        assert all(json.loads(letter)["reason"] for letter in letters)
        return found

    return study_of


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "export.csv"),
        (
            as_csv([["1", "2024-05-01", "ann", "5"]], ["id", "when", "who", "stars"]).encode(),
            "text",
        ),
    ],
    ids=["an empty file", "a binary file", "no text column"],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_name_and_a_way_out(run, content, said):
    with pytest.raises(SourceError, match="What to do") as refused:
        run(content)
    assert said in str(refused.value)
    assert "export.csv" in str(refused.value)


def test_a_truncated_gzip_gives_what_is_whole_or_says_it_cannot(run):
    whole = gzip.compress(as_csv(posts(5000)).encode())
    found = run(whole[: len(whole) // 2], "export.csv.gz")
    assert 0 < found.value("mentions.kept") < 5000
    assert found.value("rows.rejected") >= 1
    (note,) = found.harvests["export.csv.gz"].recognition.notes
    assert "too early" in note


def test_one_broken_line_in_ten_costs_only_those_lines(run):
    lines = as_csv(posts(1000)).splitlines()
    for at in range(10, 1001, 10):
        lines[at] = lines[at].rpartition(",")[0]
    found = run("\n".join(lines) + "\n")
    assert found.value("mentions.kept") == 900
    assert found.value("rows.rejected") == 100


def test_dates_in_three_formats_are_all_read(run):
    rows = posts(30)
    for n, row in enumerate(rows):
        row[1] = ["2024-05-14T10:00:00Z", "14/05/2024 10:00", "Tue May 14 10:00:00 +0000 2024"][
            n % 3
        ]
    found = run(as_csv(rows))
    assert found.value("mentions.undated") == 0
    assert found.value("mentions.volume", day="2024-05-14") == 30


def test_a_column_of_no_dates_leaves_mentions_undated_and_out_of_every_trend(run):
    rows = [[row[0], "soon", *row[2:]] for row in posts(20)]
    found = run(as_csv(rows))
    assert found.value("mentions.kept") == found.value("mentions.undated") == 20
    assert found.value("mentions.first") is None
    assert not [f for f in found.figures if "day" in f.by]


def test_a_single_line_of_twenty_megabytes_is_answered(run):
    rows = posts(10)
    rows[3][3] = "ourbrand " + "x" * 20_000_000
    found = run(as_csv(rows))
    assert found.value("mentions.kept") + found.value("rows.rejected") == 10
    assert found.value("mentions.kept") >= 9


def test_repeated_ids_are_dropped_when_the_same_and_kept_as_edits_when_not(run):
    rows = posts(10)
    rows += [rows[0], rows[1], [*rows[2][:3], "ourbrand post 2 is not fine at all"]]
    found = run(as_csv(rows))
    assert found.value("mentions.filtered", reason="repeated") == 2
    assert found.value("mentions.edits") == 1
    assert found.value("mentions.kept") == 11
    assert found.mentions["id"].is_unique().all()


def test_lone_surrogates_do_not_stop_a_study(run):
    rows = [dict(zip(HEADER, row, strict=True)) for row in posts(2)]
    rows[0]["text"] = "ourbrand \ud83d is fine"
    lines = [json.dumps(row) for row in rows]
    found = run("\n".join(lines), "export.jsonl")
    assert found.value("mentions.kept") == 2
    assert "\ufffd" in found.mentions["text"].str.join("")[0]


def test_right_to_left_text_is_kept_as_it_is(run):
    rows = posts(3)
    rows[0][3] = "ourbrand خدمة سيئة جدا \u202eabc"
    rows[1][3] = "ourbrand שירות מצוין"
    found = run(as_csv(rows))
    assert found.value("mentions.kept") == 3
    assert rows[1][3] in found.mentions["text"].to_list()


def test_an_export_in_another_encoding_is_read_in_it(run):
    rows = posts(50)
    for row in rows:
        row[3] = "ourbrand : très déçue, l'été a été gâché, où êtes-vous"
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        found = run(as_csv(rows).encode(encoding))
        assert set(found.mentions["text"]) == {rows[0][3]}, encoding


def test_a_formula_in_a_name_reaches_no_spreadsheet(run, tmp_path):
    rows = posts(4)
    rows[0][2] = '=HYPERLINK("http://evil.example","x")'
    rows[1][3] = "ourbrand @=cmd|' /C calc'!A0 is fine"
    rows[2][3] = "+ourbrand @ann0 hello"
    found = run(as_csv(rows))
    assert found.value("mentions.kept") == 4
    for name in ("hubs.csv", "matrix.csv"):
        with (tmp_path / "out" / name).open(encoding="utf-8-sig", newline="") as file:
            assert not [
                cell for row in csv.reader(file) for cell in row if cell[:1] in tuple("=+-@")
            ]


def test_a_column_missing_is_named_with_those_there_are(run):
    with pytest.raises(SourceError) as refused:
        run(as_csv(posts(3)), extra='columns = { text = "Message" }')
    assert "Message" in str(refused.value)
    assert '"author"' in str(refused.value) or "author" in str(refused.value)


def test_two_columns_that_could_be_the_text_are_asked_for_by_name(run):
    rows = [[*row, "ourbrand again"] for row in posts(3)]
    with pytest.raises(ParvisError, match=r"columns = \{") as refused:
        run(as_csv(rows, ["id", "created_at", "author", "Message", "Comment"]))
    assert "Message" in str(refused.value)
    assert "Comment" in str(refused.value)


def test_a_brand_nobody_speaks_of_gives_no_share_and_the_reason(run):
    found = run(as_csv([[*row[:3], "hello"] for row in posts(5)]))
    assert found.value("mentions.kept") == 0
    share = next(f for f in found.figures if f.key == "share_of_voice")
    assert share.value is None
    assert share.reason
    assert isinstance(found.mentions, pl.DataFrame)
