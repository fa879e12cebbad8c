"""Stable ids, repeats and edits."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.normalise.identity import drop_repeats, identify, own


def rows(ids: list[str | None], **columns: list[str | None]) -> pl.DataFrame:
    texts = [f"texte {place}" for place in range(len(ids))]
    data = {"source": ["x"] * len(ids), "id": ids, "text": texts} | columns
    return pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))


def ids_of(*ids: str | None, **columns: list[str | None]) -> list[str]:
    return identify(rows(list(ids), **columns)).frame["id"].to_list()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("7", "7"), (" 7 ", "7"), ("'7", "7"), ('="7"', "7"), ("twcs_348", "twcs_348"), ("0", "0"),
     ("https://twitter.com/free/statuses/12", "12"), ("https://x.com/i/web/status/12?s=20", "12"),
     ("https://www.facebook.com/1/posts/pfbid02Ab", "pfbid02Ab"),
     ("https://www.instagram.com/p/C7x-Y/", "C7x-Y"), ("https://a.fr/p/1", "https://a.fr/p/1"),
     ("", None), ("NaN", None), ("null", None), (None, None)],
)  # fmt: skip
def test_the_own_id_is_taken_out_of_its_cell(cell, expected):
    frame = pl.DataFrame({"id": [cell]}, schema={"id": pl.String})
    assert frame.select(own("id")).item() == expected


def test_scientific_notation_is_damage_with_point_or_comma():
    identified = identify(rows(["1,72517E+18", "1.72517e+18", "1725170000000000123"]))
    assert identified.is_own.to_list() == [False, False, True]
    assert identified.notes == [
        "2 ids were damaged by a spreadsheet and replaced by a hash of the content."
    ]
    assert identified.frame["id"][0].startswith("x:sha-")
    assert len(identified.frame["id"][0]) == len("x:sha-") + 16


def test_rounded_numbers_are_replaced_where_they_repeat_and_remain_where_they_are_unique():
    rounded = [f"17251{place}0000000000000" for place in range(8)]
    found = ids_of(*rounded, rounded[0])
    assert found[1] == f"x:{rounded[1]}"
    assert found[0].startswith("x:sha-")
    assert found[0] != found[-1]


def test_numbers_that_a_float_holds_exactly_are_rounded_ones():
    floats = [str(int(float(1343458257915031553 + place * 7919 * 10**9))) for place in range(8)]
    assert ids_of(*floats, floats[0])[0].startswith("x:sha-")


def test_true_long_numbers_that_repeat_remain():
    true = [str(1343458257915031553 + place * 7919 * 10**9) for place in range(8)]
    assert ids_of(*true, true[0])[0] == f"x:{true[0]}"


def test_an_address_gives_a_damaged_id_back():
    assert ids_of("1,7E+18", url=["https://x.com/i/web/status/1725170000000000123"]) == [
        "x:1725170000000000123"
    ]


def test_the_hash_is_of_author_time_and_text():
    base = ids_of(None, text=["oui"], author=["free"])
    assert ids_of(None, text=["oui"], author=["free"]) == base
    assert ids_of(None, text=["oui"], author=["sfr"]) != base
    assert ids_of(None, text=["non"], author=["free"]) != base


def test_articles_without_text_are_told_apart_by_title_and_address():
    assert len(set(ids_of(None, None, text=["", ""], title=["Une", "Deux"]))) == 2


def test_references_are_prefixed_and_those_that_say_nothing_are_null():
    references = ["https://twitter.com/free/statuses/12", "0", "nan", "1,7E+18", "5", None]
    frame = identify(rows(["1", "2", "3", "4", "5", "6"], reply_to=references)).frame
    assert frame["reply_to"].to_list() == ["x:12", None, None, None, None, None]


def said(*pairs: tuple[str, str]) -> pl.DataFrame:
    nothing = pl.lit(None, pl.String)
    frame = pl.DataFrame(pairs, schema={"id": pl.String, "text": pl.String}, orient="row")
    return frame.with_columns(title=nothing, edit_of=nothing)


def test_same_id_and_content_is_dropped_and_another_content_is_an_edit():
    frame, dropped = drop_repeats(said(("x:1", "a"), ("x:2", "a"), ("x:1", "a"), ("x:1", "b")))
    assert dropped == 1
    assert frame["edit_of"].to_list() == [None, None, "x:1"]
    assert frame["id"][2].startswith("x:1~")


def test_an_edit_that_comes_twice_is_kept_once():
    frame, dropped = drop_repeats(said(("x:1", "a"), ("x:1", "b"), ("x:1", "b"), ("x:1", "a")))
    assert (frame.height, dropped) == (2, 2)


def test_an_edit_met_again_in_a_later_export_is_a_repeat():
    first, _ = drop_repeats(said(("x:1", "a"), ("x:1", "b")))
    again, dropped = drop_repeats(pl.concat([first, said(("x:1", "b"))]))
    assert again.equals(first)
    assert dropped == 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "u", "v", "w"]))))
def test_dropping_repeats_twice_is_dropping_once_and_loses_no_content(pairs):
    frame, dropped = drop_repeats(said(*pairs))
    again, more = drop_repeats(frame)
    assert frame.height + dropped == len(pairs)
    assert frame.height == len(set(pairs))
    assert frame["id"].is_unique().all()
    assert more == 0
    assert again.equals(frame)
