"""Whom a post speaks to."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.enrich.addressed import speaks_to

TYPES = {"mentions": pl.List(pl.String), "brands": pl.List(pl.String), "reply_to": pl.String}


def one(handles, brands, reply_to=None):
    row = {"mentions": [handles], "brands": [brands], "reply_to": [reply_to]}
    return speaks_to(pl.DataFrame(row, schema=TYPES)).item()


@pytest.mark.parametrize(
    ("handles", "brands", "expected"),
    [
        (["novatel"], ["NovaTel"], "brand"),
        (["novatel_aide"], ["Nova Tel"], "brand"),
        (["novabanque"], ["Nova Tel"], "brand"),
        (["aircorsaire"], ["Air Corsaire"], "brand"),
        (["air_du_temps"], ["Air Corsaire"], "people"),
        (["électricité_plus"], ["Electricite Plus"], "brand"),
        (["julie", "novatel"], ["NovaTel"], "brand"),
        (["julie"], ["NovaTel", "Lumen"], "people"),
        (["lumen_sav"], ["NovaTel", "Lumen"], "brand"),
        (["julie"], ["!!"], "people"),
        ([], ["NovaTel"], "nobody"),
        (["julie"], [], None),
    ],
)
def test_handles_and_brands_tell_whom(handles, brands, expected):
    assert one(handles, brands) == expected


def test_an_answer_that_names_nobody_speaks_to_someone_unknown():
    assert one([], ["NovaTel"], reply_to="x:1") is None


def test_without_the_columns_nothing_is_known():
    assert speaks_to(pl.DataFrame({"text": ["a", "b"]})).to_list() == [None, None]


def test_rows_keep_their_order():
    rows = {
        "mentions": [["a"], ["novatel"], [], ["b"]],
        "brands": [["NovaTel", "Lumen"]] * 4,
        "reply_to": [None] * 4,
    }
    found = speaks_to(pl.DataFrame(rows, schema=TYPES)).to_list()
    assert found == ["people", "brand", "nobody", "people"]
