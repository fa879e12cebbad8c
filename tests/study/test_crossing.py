"""Every pair of criteria that can be crossed, and no other."""

from __future__ import annotations

import polars as pl

from parvis.study.figures.crossing import LEAST, crossings
from tests.analyse.building import mentions

SAID = [
    {"brands": [brand], "tonality": tone, "medium": "forum", "language": "fr", "author": f"a{n}"}
    for n in range(LEAST)
    for brand in ("Ada", "Bel")
    for tone in ("negative", "positive")
]


def test_criteria_of_one_value_are_not_crossed():
    found = crossings(mentions(*SAID))
    assert set(found.select("rows", "columns").rows()) == {("brand", "tonality")}
    assert found["mentions"].to_list() == [LEAST] * 4
    assert "stands_out" not in found.columns


def test_p_is_adjusted_for_the_other_tables_too():
    loud = [
        said | {"interaction": "complaint" if said["tonality"] == "negative" else "praise"}
        for said in SAID
    ]
    one, many = crossings(mentions(*SAID)), crossings(mentions(*loud))
    assert set(many.select("rows", "columns").rows()) == {
        ("brand", "tonality"), ("brand", "interaction"), ("tonality", "interaction"),
    }  # fmt: skip
    pair = many.filter(pl.col("rows") == "tonality")
    assert (pair["p"] < 0.05).all()
    assert (one["p"] == 1).all()


def test_no_mentions_cross_nothing():
    assert crossings(mentions(*SAID).clear()).is_empty()
