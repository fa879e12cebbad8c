"""Tables for spreadsheets: no cell is run."""

from __future__ import annotations

import csv
import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.present import exports

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", '=HYPERLINK("http://x")')


def read_back(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(tmp_path, text):
    path = tmp_path / "out.csv"
    exports.write_csv(path, pl.DataFrame({"author": [text]}))
    assert read_back(path)[1] == ["'" + text]


def test_plain_text_numbers_and_nulls_are_left_alone(tmp_path):
    path = tmp_path / "out.csv"
    frame = pl.DataFrame({"text": ['é, "à"\nü', None], "n": [-3, None], "share": [-0.5, 1.0]})
    exports.write_csv(path, frame)
    assert read_back(path)[1:] == [['é, "à"\nü', "-3", "-0.5"], ["", "", "1.0"]]


def test_excel_is_told_that_it_is_utf8(tmp_path):
    exports.write_csv(tmp_path / "out.csv", pl.DataFrame({"a": ["é"]}))
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_lists_and_times_are_written_as_text(tmp_path):
    moment = dt.datetime(2024, 10, 22, 14, 5, tzinfo=dt.UTC)
    frame = pl.DataFrame({"brands": [["A", "=B"], []], "at": [moment, None]})
    exports.write_csv(tmp_path / "out.csv", frame)
    assert read_back(tmp_path / "out.csv")[1:] == [["A | =B", "2024-10-22T14:05:00Z"], ["", ""]]


def test_a_column_named_like_a_formula_is_made_text(tmp_path):
    exports.write_csv(tmp_path / "out.csv", pl.DataFrame({"=cmd()": [1]}))
    assert read_back(tmp_path / "out.csv")[0] == ["'=cmd()"]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_no_cell_of_text_ever_begins_a_formula(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("csv") / "out.csv"
    exports.write_csv(path, pl.DataFrame({"text": texts}))
    assert not any(row and row[0][:1] in set("=+-@\t\r") for row in read_back(path)[1:])
