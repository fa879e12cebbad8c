"""Shares by brand from codes and readings, on every engine; and codes that cannot be used."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.analyse.coded import Reader, coded_shares
from parvis.errors import InputError, MissingColumnsError
from parvis.schema import TONALITIES
from tests.analyse.building import mentions

VALUES = list(TONALITIES)


def studied(size=400):
    """Mentions of two brands and of both, and codes of a quarter of them."""
    random = np.random.default_rng(11)
    true = random.choice(3, size, p=(0.5, 0.3, 0.2))
    scores = np.exp(random.normal(size=(size, 3)) + 2 * np.eye(3)[true])
    read = scores / scores.sum(axis=1, keepdims=True)
    brands = [["Ada"], ["Bel"], ["Ada", "Bel"], []]
    frame = mentions(
        *(
            {"brands": brands[n % 4], "tonality_p": None if n == 7 else read[n].tolist()}
            for n in range(size)
        )
    )
    drawn = frame["id"].sample(size // 4, seed=3)
    labels = dict(zip(frame["id"], (TONALITIES[place] for place in true), strict=True))
    codes = pl.DataFrame(
        {"id": drawn, "code": [labels[id_] for id_ in drawn], "inclusion": 0.25, "stratum": ""}
    )
    return frame, codes


def test_all_mentions_then_each_brand_whatever_the_engine(engine):
    frame, codes = studied()
    shares = coded_shares(engine(frame), codes, values=VALUES, reader=Reader("tonality"))
    expected = coded_shares(frame, codes, values=VALUES, reader=Reader("tonality"))
    assert shares["brand"].to_list() == [None] * 3 + ["Ada"] * 3 + ["Bel"] * 3
    assert shares["mentions"].to_list() == [400] * 3 + [200] * 6
    assert shares["share"].to_list() == pytest.approx(expected["share"].to_list())
    assert (shares["low"] < shares["share"]).all()
    assert (shares["share"] < shares["high"]).all()


def test_the_reader_makes_the_estimate_surer():
    frame, codes = studied()
    width = (pl.col("high") - pl.col("low")).sum()
    alone, helped = (
        coded_shares(frame, codes, values=VALUES, reader=reader).select(width).item()
        for reader in (None, Reader("tonality"))
    )
    assert helped < 0.85 * alone


def test_mentions_drawn_and_not_coded_are_missing_within_their_stratum():
    frame, codes = studied()
    first = codes.with_row_index().with_columns(
        code=pl.when(pl.col("index") % 2 == 0).then("code"), stratum=pl.lit("a")
    )
    half = coded_shares(frame, first.drop("index"), values=VALUES)
    alone = codes.with_row_index().filter(pl.col("index") % 2 == 0).drop("index")
    same = coded_shares(frame, alone.with_columns(inclusion=0.125), values=VALUES)
    assert half["share"].to_list() == pytest.approx(same["share"].to_list())
    assert half["high"].to_list() == pytest.approx(same["high"].to_list())


def test_a_brand_without_codes_is_unknown_and_not_zero():
    frame, codes = studied()
    frame = pl.concat([frame, mentions({"id": "y:1", "brands": ["Cem"]})])
    row = coded_shares(frame, codes, values=VALUES).row(-1, named=True)
    assert (row["brand"], row["share"], row["coded"]) == ("Cem", None, 0)


def test_a_value_may_stand_for_several_classes_of_the_reader():
    reader = Reader("interaction", {"yes": ["complaint", "request"], "no": []})
    assert (reader.of("yes"), reader.of("no")) == ([1, 3], [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "angry"}, "no value"),
        ({"inclusion": 0.0}, "no probability"),
        ({"inclusion": float("nan")}, "no probability"),
        ({"id": "x:1"}, "coded twice"),
        ({"id": "elsewhere"}, "coded twice"),
    ],
)
def test_codes_that_cannot_be_used_are_refused_by_name(change, said):
    frame, codes = studied()
    wrong = codes.with_columns(**{name: pl.lit(value) for name, value in change.items()})
    with pytest.raises(InputError, match=said) as refused:
        coded_shares(frame, wrong, values=VALUES)
    assert "What to do" in str(refused.value)


def test_a_coded_mention_that_is_elsewhere_is_refused():
    frame, codes = studied()
    with pytest.raises(InputError, match="not among the mentions"):
        coded_shares(frame.head(10), codes, values=VALUES)


@pytest.mark.parametrize("name", ["code", "inclusion", "stratum"])
def test_a_missing_column_is_named(name):
    frame, codes = studied()
    with pytest.raises(MissingColumnsError, match=name):
        coded_shares(frame, codes.drop(name), values=VALUES)


@pytest.mark.parametrize("asked", [("irony", {}), ("tonality", {"bad": ["angry"]})])
def test_what_nobody_reads_is_refused(asked):
    with pytest.raises(InputError, match="write one of"):
        Reader(*asked)
