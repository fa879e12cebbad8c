"""A round of coding by files: dealt, filled in, read back, agreed upon, settled."""

from __future__ import annotations

import csv

import polars as pl
import pytest
import xlsxwriter

from parvis.codebook import deal, final_codes, parse, read_decisions, read_sheets, write_sheet
from parvis.codebook.book import EXAMPLE
from parvis.codebook.figures import share_figures
from parvis.codebook.folder import Folder
from parvis.errors import CodebookError

BOOK = parse(EXAMPLE)
HEADER = "id,text,tonality,complaint"


def drawn(size=8):
    ids = [f"x:{n}" for n in range(size)]
    texts = ["=cmd()", "+33 1", "-1", "@you", "fine", "un, deux", 'a "b"', "à\nla ligne"]
    return pl.DataFrame(
        {
            "id": ids,
            "brands": [["Ada"]] * size,
            "text": [texts[n % 8] for n in range(size)],
            "stratum": "",
            "inclusion": 0.5,
        }
    )


def filled(path, *lines):
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    return path


def test_no_cell_of_a_sheet_is_a_formula_and_nothing_tells_how_a_mention_was_drawn(tmp_path):
    write_sheet(tmp_path / "ana.csv", drawn(), BOOK)
    with (tmp_path / "ana.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == HEADER.split(",")
    assert not any(cell[:1] in set("=+-@\t\r\n") - {""} for row in rows for cell in row if cell)
    assert [row[2:] for row in rows[1:]] == [["", ""]] * 8


def test_a_sheet_filled_in_comes_back_whatever_the_spreadsheet_made_of_it(tmp_path):
    (tmp_path / "ana.csv").write_bytes(
        "Id;Text;Tonality;Complaint\r\n'=x:1;été;NEGATIVE; yes \r\nx:2;…;;no\r\n".encode("cp1252")
    )
    with xlsxwriter.Workbook(tmp_path / "bob.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([HEADER.split(","), ["x:2", "…", "neutral", "no"]]):
            sheet.write_row(row, 0, cells)
    found = read_sheets([tmp_path / "ana.csv", tmp_path / "bob.xlsx"], BOOK, ["=x:1", "x:2"])
    assert sorted(found.codes.rows()) == [
        ("=x:1", "ana", "complaint", "yes"),
        ("=x:1", "ana", "tonality", "negative"),
        ("x:2", "ana", "complaint", "no"),
        ("x:2", "bob", "complaint", "no"),
        ("x:2", "bob", "tonality", "neutral"),
    ]
    assert found.rejected == []


def test_rows_that_cannot_be_used_are_kept_with_line_and_reason_and_counts_add_up(tmp_path):
    sheet = filled(
        tmp_path / "ana.csv",
        "x:0,…,negative,yes",
        "x:1,…,angry,yes",
        "x:2,…,,",
        "x:0,…,neutral,no",
        "1.2E+17,…,neutral,no",
        "x:3,…,neutral",
        "x:4,…,,no",
    )
    found = read_sheets([sheet], BOOK, drawn()["id"])
    assert (found.used, found.blank, sum(found.rows.values())) == (2, 1, 7)
    reasons = {reject.line: reject.reason for reject in found.rejected}
    assert sorted(reasons) == [3, 5, 6, 7]
    assert reasons[3] == "tonality: 'angry' is not one of negative, neutral, positive"
    assert "twice" in reasons[5]
    assert "no mention '1.2E+17' was drawn" in reasons[6]


def test_a_sheet_without_a_column_is_refused(tmp_path):
    (tmp_path / "ana.csv").write_text("id,text,tonality\nx:1,…,neutral\n", "utf-8")
    with pytest.raises(CodebookError, match="complaint"):
        read_sheets([tmp_path / "ana.csv"], BOOK, ["x:1"])


def test_two_sheets_of_one_coder_are_refused(tmp_path):
    (tmp_path / "old").mkdir()
    sheets = [filled(tmp_path / name, "x:1,…,,") for name in ("ana.csv", "old/ana.csv")]
    with pytest.raises(CodebookError, match="one coder"):
        read_sheets(sheets, BOOK, ["x:1"])


@pytest.mark.parametrize("double", [None, 0, 3, 8, 20])
def test_mentions_are_dealt_so_that_all_are_coded_and_some_by_everybody(double):
    hands = deal(drawn(), ["ana", "bob", "cem"], double=double)
    sets = [set(hand["id"]) for hand in hands.values()]
    assert set.union(*sets) == set(drawn()["id"])
    assert len(set.intersection(*sets)) == (8 if double is None else min(double, 8))
    assert all(len(ids) == hand.height for ids, hand in zip(sets, hands.values(), strict=True))


@pytest.mark.parametrize("coders", [[], ["ana", "ana"]])
def test_coders_are_named_once_each(coders):
    with pytest.raises(CodebookError, match="name at least one"):
        deal(drawn(), coders)


@pytest.fixture
def folder(tmp_path):
    """A round that two people coded: they agree on complaints, not on tonality."""
    folder, mentions = Folder(tmp_path / "coding"), drawn(40)
    folder.begin(EXAMPLE, mentions, dict.fromkeys(("ana", "bob"), mentions))
    tones = ["negative", "neutral", "positive"]
    for name, shift in (("ana", 0), ("bob", 1)):
        rows = [
            f"x:{n},…,{tones[(n + shift * (n % 2)) % 3]},{'yes' if n % 3 == 0 else 'no'}"
            for n in range(40)
        ]
        filled(folder.path / "sheets" / f"{name}.csv", *rows)
    return folder


def test_a_criterion_on_which_people_do_not_agree_is_refused_with_the_way_out(folder):
    tonality, complaint = folder.agreement()
    assert tonality.verdict == "refused: alpha is below 0.667"
    assert tonality.percent == 50
    assert (complaint.verdict, complaint.alpha.value) == ("usable", 1)
    with pytest.raises(CodebookError, match=r"write a rule for each kind"):
        folder.codes_of("tonality")
    assert folder.codes_of("complaint")["code"].null_count() == 0


def test_disagreements_are_written_decided_and_settled(folder):
    settled = folder.adjudicate()
    assert settled.is_new
    assert (settled.open, settled.codes.height) == (20, 80)
    sheet = folder.path / "disagreements.csv"
    lines = sheet.read_text("utf-8-sig").splitlines()
    assert lines[0] == "id,text,criterion,ana,bob,final"
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["final"], rows[1]["final"] = "positive", "angry"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    again = folder.adjudicate()
    assert not again.is_new
    assert again.open == 19
    assert len(again.rejected) == 1
    decided = again.codes.filter(settled="adjudication").row(0, named=True)
    assert (decided["id"], decided["code"]) == (rows[0]["id"], "positive")
    written = pl.read_csv(folder.path / "codes.csv")
    assert written["settled"].to_list() == again.codes["settled"].to_list()


def test_a_round_is_never_begun_over_another(folder):
    with pytest.raises(CodebookError, match="name another folder"):
        folder.begin(EXAMPLE, drawn(), {"ana": drawn()})


def test_a_folder_without_a_round_says_how_to_begin(tmp_path):
    with pytest.raises(CodebookError, match="parvis codebook sample"):
        Folder(tmp_path).filled()


def test_a_decision_on_what_all_agree_changes_nothing(folder):
    codes = folder.filled().codes
    decided = pl.DataFrame({"id": ["x:0"], "criterion": ["complaint"], "final": ["no"]})
    row = final_codes(codes, decided).filter(id="x:0", criterion="complaint").row(0)
    assert row[2:] == ("yes", "agreement")


def test_decisions_of_no_criterion_go_to_the_dead_letters(tmp_path):
    (tmp_path / "d.csv").write_text("id,criterion,final\nx:1,tone,no\nx:2,tonality,\n", "utf-8")
    decided, rejected = read_decisions(tmp_path / "d.csv", BOOK)
    assert decided.is_empty()
    assert [reject.line for reject in rejected] == [2]


def test_shares_open_with_class_interval_definition_and_query(folder):
    mentions = pl.concat([drawn(40), drawn(80).tail(40)])
    codes = folder.codes_of("complaint")
    figures = [figure.as_dict() for figure in share_figures(mentions, codes, BOOK.of("complaint"))]
    assert [figure["by"].get("brand") for figure in figures] == [None, None, "Ada", "Ada"]
    yes = figures[0]
    assert yes["value"] == pytest.approx(35)
    assert yes["low"] < 35 < yes["high"]
    assert (yes["class"], yes["unit"]) == ("estimated", "%")
    assert "40 coded mentions of 80; the machine's reading is not used" in yes["definition"]
    assert yes["query"].startswith("parvis.analyse.coded.coded_shares(")
