"""The map of a study: themes it names, topics that were read, or the words themselves."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.talk import network_of
from parvis.study.figures.positions import positions_of_talk, spoken_of
from parvis.study.figures.read import Read
from tests.analyse.building import mentions

NOBODY = network_of(mentions())
WORDS = {"Ada": "panne réseau", "Bel": "prix forfait", "Cid": "boutique accueil"}


def read(frame, **changes):
    facts = {"harvests": {}, "repeated": 0, "brands": list(WORDS), "accounts": {}, **changes}
    return Read(mentions=frame, **facts, language="en", timezone="UTC", network=NOBODY)


def talk(*, themes=False, people=200):
    random = np.random.default_rng(2)
    rows = [
        {
            "author": f"a{n}",
            "brands": [(brand := random.choice(list(WORDS)).item())],
            "text": f"{brand} : {WORDS[brand] if random.random() < 0.6 else 'facture internet'} !",
            "language": "fr",
            "tonality": str(random.choice(["negative", "positive"])),
            "themes": [str(random.choice(["Prices", "Network", "Shops"]))] if themes else [],
        }
        for n in range(people)
    ]
    own = {
        "author": "ada",
        "own_brand": "Ada",
        "kept": False,
        "language": "fr",
        "text": "Nos prix forfait, notre panne réseau",
    }
    return mentions(*rows, own)


def by_key(frame, **changes):
    found = {}
    for figure in positions_of_talk(read(frame, **changes)):
        found.setdefault(figure.key, []).append(figure)
    return found


def test_without_themes_the_map_is_of_the_words_that_tell_brands_apart():
    found = by_key(talk(), names=frozenset({"ada", "bel", "cid"}))
    assert found["positions.themes"][0].value == "words"
    themes = {f.by["point"] for f in found["positions.quality"] if f.by["kind"] == "theme"}
    assert {"panne réseau", "prix forfait"} <= themes
    assert not themes & {"ada", "bel", "cid"}
    ties = {(f.by["brand"], f.by["theme"]) for f in found["positions.tie"] if f.value > 1}
    assert ("Ada", "panne réseau") in ties
    assert ("Bel", "panne réseau") not in ties


def test_the_themes_of_the_study_come_first():
    frame = talk(themes=True).with_columns(topic=pl.lit("t"))
    assert spoken_of(read(frame)).how == "declared"
    found = by_key(frame)
    themes = {f.by["point"] for f in found["positions.quality"] if f.by["kind"] == "theme"}
    assert themes == {"Prices", "Network", "Shops"}


def test_topics_come_before_words():
    number = pl.int_range(pl.len()) % 3
    frame = talk().with_columns(topic=pl.format("topic {}", number))
    assert spoken_of(read(frame)).how == "topics"


def test_a_brand_lies_within_its_interval_and_shares_add_to_all():
    found = by_key(talk())
    assert sum(f.value for f in found["positions.share"]) == pytest.approx(100)
    active = [f for f in found["positions.place"] if f.by["kind"] in ("brand", "theme")]
    assert all(f.low < f.value < f.high for f in active)
    assert {f.by["kind"] for f in found["positions.place"]} >= {"own words", "tonality"}
    for axis in (1, 2):
        parts = [
            f.value
            for f in found["positions.contribution"]
            if f.by["kind"] == "brand" and f.by["axis"] == axis
        ]
        assert sum(parts) == pytest.approx(100)


def test_people_are_counted_once():
    frame = talk()
    twice = pl.concat([frame, frame.with_columns(id=pl.col("id") + "b")])
    once, again = by_key(frame), by_key(twice)
    assert [f.value for f in again["positions.people"]] == [
        f.value for f in once["positions.people"]
    ]


def test_copies_are_nobodys_words():
    frame = talk()
    copies = mentions(
        *(
            {
                "author": f"c{n}",
                "brands": ["Bel"],
                "text": "panne réseau",
                "language": "fr",
                "duplicate_of": "x:1",
            }
            for n in range(90)
        )
    )
    more = pl.concat([frame, copies.with_columns(id=pl.col("id") + "c")])
    ties = {(f.by["brand"], f.by["theme"]) for f in by_key(more)["positions.tie"] if f.value > 1}
    assert ("Bel", "panne réseau") not in ties


@pytest.mark.parametrize(
    "frame",
    [talk(people=20), talk().clear(), talk().filter(pl.col("brands").list.contains("Ada"))],
    ids=["few", "none", "one brand"],
)
def test_too_little_to_draw_is_a_reason(frame):
    (figure,) = positions_of_talk(read(frame))
    assert figure.value is None
    assert "two brands" in figure.reason
