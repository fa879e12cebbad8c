"""Tables that remember whose mentions stand in them."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.voices import Voices

CELL = st.tuples(st.integers(0, 6), st.sampled_from("ab"), st.sampled_from("xyz"))
SAID = st.dictionaries(CELL, st.integers(1, 4), min_size=1, max_size=25)


def said(cells) -> pl.DataFrame:
    rows = [(f"v{who}", row, column, n) for (who, row, column), n in cells.items()]
    return pl.DataFrame(rows, ["voice", "row", "column", "mentions"], orient="row")


@settings(deadline=None)
@given(SAID)
def test_the_table_holds_every_mention_once(cells):
    voices = Voices.of(said(cells), "ab", "xyz")
    expected = np.zeros((2, 3))
    for (_, row, column), n in cells.items():
        expected["ab".index(row), "xyz".index(column)] += n
    assert (voices.table == expected).all()
    assert voices.voices.sum() == len({who for who, _, _ in cells})


def test_voices_that_said_alike_stand_together():
    cells = {(who, "a", "x"): 1 for who in range(6)} | {(6, "a", "x"): 2}
    voices = Voices.of(said(cells))
    assert sorted(voices.voices.tolist()) == [1, 6]


def test_names_come_most_first_and_the_rest_can_be_left_out():
    cells = {(1, "a", "x"): 1, (2, "b", "y"): 4, (3, "b", "z"): 2}
    voices = Voices.of(said(cells), most=2)
    assert (voices.rows, voices.columns) == (("b", "a"), ("y", "z"))
    assert voices.table.tolist() == [[4, 2], [0, 0]]


def test_drawing_voices_again_keeps_what_each_of_them_said():
    cells = {(0, "a", "x"): 5, (1, "b", "y"): 7}
    drawn = Voices.of(said(cells), "ab", "xy").resampled(400, seed=1)
    counts = {tuple(table.ravel()) for table in drawn}
    assert counts == {(10, 0, 0, 0), (5, 0, 0, 7), (0, 0, 0, 14)}


def test_drawing_in_batches_is_drawing_as_many_and_of_the_same_mean(monkeypatch):
    monkeypatch.setattr("parvis.analyse.voices.ROOM", 64)
    random = np.random.default_rng(3)
    cells = {(who, "ab"[who % 2], "xyz"[who % 3]): int(random.integers(1, 9)) for who in range(60)}
    voices = Voices.of(said(cells), "ab", "xyz")
    drawn = voices.resampled(501, seed=4)
    assert drawn.shape == (501, 2, 3)
    assert np.abs(drawn.mean(axis=0) - voices.table).max() < 3
