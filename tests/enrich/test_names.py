"""Names in texts: whole words, whatever their case and accents."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.enrich.names import Names, fold, folded_text
from parvis.errors import InputError

KNOWN = Names(
    {
        "L'Oréal": ["l'oréal", "loreal"],
        "Orange": ["orange", "@Orange_conseil"],
        "SFR": ["sfr"],
        "AT&T": ["at&t"],
    }
)
PIECES = st.sampled_from(
    [
        *("Orange", "ORANGE", "oranges", "@orange_conseil", "#SFR", "SFR's", "L\u2019Oréal"),
        *("L-oreal", "loréal", "at&t", "AT & T", "orange_x", "sfr2", "œuf", "İ", "ß", "\u0301"),
        *("mieux que", "\n", "😡", "_", "@"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=8).map(" ".join)


def column(text):
    return pl.DataFrame({"text": [text]}, schema={"text": pl.String})


def named(text):
    return column(text).select(KNOWN.named(folded_text(pl.col("text")))).item().to_list()


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Chez ORANGE ou sfr ?", ["Orange", "SFR"]),
        ("les oranges de @orange_x", []),
        ("@Orange_conseil, #sfr", ["Orange", "SFR"]),
        ("L\u2019Oréal, l'oreal, L-Oréal", ["L'Oréal"]),
        ("AT&T's network", ["AT&T"]),
        ("", []),
        (None, []),
    ],
)
def test_a_name_is_a_whole_word_whatever_its_case_and_accents(text, owners):
    assert named(text) == owners


def test_the_longest_name_is_found_where_several_begin():
    known = Names({"Bouygues": ["bouygues"], "Telecom": ["bouygues telecom"]})
    text = "Bouygues-Telecom et Bouygues"
    assert [(text[n.start : n.end], n.owners) for n in known.within(text)] == [
        ("Bouygues-Telecom", ("Telecom",)),
        ("Bouygues", ("Bouygues",)),
    ]


def test_a_name_of_two_owners_is_of_both():
    both = Names({"Group": ["orvelle"], "Shop": ["orvelle"]})
    (found,) = both.within("Orvelle !")
    assert found.owners == ("Group", "Shop")


def test_a_word_that_names_nothing_is_refused():
    with pytest.raises(InputError, match="names nothing"):
        Names({"Orange": ["!!"]})


@settings(deadline=None)
@given(TEXTS)
def test_a_column_and_a_text_find_the_same_owners(text):
    composed = unicodedata.normalize("NFC", text)
    one_by_one = {owner for name in KNOWN.within(composed) for owner in name.owners}
    assert one_by_one == set(named(composed))


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text):
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)
