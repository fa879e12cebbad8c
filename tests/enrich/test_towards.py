"""Tonality towards each brand a mention names."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.enrich import Overrides, read, read_towards
from parvis.errors import InputError, MissingColumnsError
from parvis.schema import TONALITIES, TOWARDS

NAMES = {"Orange": ["orange"], "SFR": ["sfr"]}
TWO = "Orange est génial mais SFR est nul"


def posts(*texts, **columns):
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_columns(
        language=pl.lit("fr")
    )
    return frame.with_columns(pl.Series(name, values) for name, values in columns.items())


def towards(frame, names=NAMES, **asked):
    return read_towards(frame, names, **{"tier": "fast", **asked})["towards"].to_list()


@pytest.mark.parametrize("tier", ["fast", "fine"])
def test_each_brand_has_the_tonality_of_its_own_words(tier):
    (found,) = towards(posts(TWO), tier=tier)
    assert [(one["brand"], one["tonality"], one["words"]) for one in found] == [
        ("Orange", "positive", "Orange est génial"),
        ("SFR", "negative", "SFR est nul"),
    ]
    assert not any(one["is_turned"] for one in found)


def test_a_mention_of_one_brand_is_read_whole_and_one_of_none_has_none():
    frame = posts("Orange est génial", "Quel temps !", None)
    whole = read(frame, tier="fast")
    (one,), none, null = towards(frame)
    assert (one["tonality"], one["p"]) == whole.select("tonality", "tonality_p").row(0)
    assert one["words"] is None
    assert none is null is None


def test_a_comparison_is_turned_towards_a_brand_alone():
    ((found,),) = towards(posts("Ma nouvelle box est géniale, bien meilleure que SFR"))
    assert (found["brand"], found["tonality"], found["is_turned"]) == ("SFR", "negative", True)


def test_who_is_left_is_worse_off_than_who_is_chosen():
    (found,) = towards(posts("Je quitte SFR pour Orange, ras le bol des pannes"))
    chosen, left = found
    assert (left["brand"], left["tonality"]) == ("SFR", "negative")
    assert (chosen["brand"], chosen["tonality"]) == ("Orange", "positive")
    assert left["p"] == chosen["p"][::-1]


def test_what_a_mention_is_about_goes_before_the_words_found():
    frame = posts(TWO, "La 4G est nulle", TWO, brands=[["SFR"], ["Orange"], None])
    first, second, third = towards(frame, about="brands")
    whole = read(frame, tier="fast")["tonality"]
    assert [(one["brand"], one["tonality"], one["words"]) for one in first] == [
        ("SFR", whole[0], None)
    ]
    assert [(one["brand"], one["tonality"], one["words"]) for one in second] == [
        ("Orange", whole[1], None)
    ]
    assert third is None


def test_a_tonality_that_is_there_is_believed_for_whole_mentions():
    frame = read(posts("Orange est génial", TWO), tier="fast")
    frame = frame.with_columns(tonality=pl.lit("neutral"), tonality_p=pl.lit([0.1, 0.8, 0.1]))
    whole, parted = towards(frame)
    assert [one["tonality"] for one in whole] == ["neutral"]
    assert [one["tonality"] for one in parted] == ["positive", "negative"]


def test_a_word_of_a_brand_is_heard_in_its_own_clauses():
    words = Overrides((("malade", "positive", "Orange"),))
    text = "Le débit Orange est malade, mais SFR est malade"
    (found,) = towards(posts(text), words=words)
    assert {one["brand"]: one["tonality"] for one in found} == {
        "Orange": "positive",
        "SFR": "negative",
    }


def test_what_is_missing_or_names_nothing_is_told():
    with pytest.raises(MissingColumnsError, match="text"):
        read_towards(pl.DataFrame({"body": ["x"]}), NAMES)
    with pytest.raises(MissingColumnsError, match="brands"):
        read_towards(posts("x"), NAMES, about="brands")
    with pytest.raises(InputError, match="names nothing"):
        read_towards(posts("x"), {"Orange": ["?"]})


PIECES = st.sampled_from(["Orange", "SFR", "mais", "nul", "génial", ".", "mieux que", "\n", "12"])
TEXTS = st.none() | st.lists(PIECES | st.text(max_size=4), max_size=9).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, max_size=6))
def test_every_reading_is_whole_and_none_depends_on_the_others(texts):
    frame = posts(*texts)
    together = read_towards(frame, NAMES, tier="fast")
    assert together.schema["towards"] == TOWARDS
    assert together.drop("towards").equals(frame)
    for row, one in enumerate(together["towards"].to_list()):
        assert one == towards(frame.slice(row, 1))[0]
        for entry in one or ():
            if entry["tonality"] is None:
                assert entry["p"] is None
            else:
                assert sum(entry["p"]) == pytest.approx(1, abs=1e-5)
                assert entry["tonality"] == TONALITIES[entry["p"].index(max(entry["p"]))]
