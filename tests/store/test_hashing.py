"""Rows are told apart by the hashes of their keys, whatever lies beside them."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from parvis.store.hashing import hashes_of, joined

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=9)), min_size=1, max_size=9)


@given(TEXTS, st.integers(1, 2**62))
def test_a_text_is_hashed_alike_in_any_column(texts: list[str | None], seed: int) -> None:
    together = hashes_of(pl.Series(texts, dtype=pl.String), seed)
    alone = [hashes_of(pl.Series([text], dtype=pl.String), seed)[0] for text in texts]
    assert together.tolist() == alone


def test_a_column_whose_ends_are_alike_is_read_between_them_too() -> None:
    for texts in (["a", "b", "a"], [None, "b", None], ["", None, ""]):
        hashes = hashes_of(pl.Series(texts, dtype=pl.String), seed=7)
        assert (hashes[0] == hashes[1]) == ((texts[0] or "") == (texts[1] or ""))


@given(st.sets(st.tuples(st.text(max_size=4), st.text(max_size=4)), min_size=2, max_size=9))
def test_pairs_are_told_apart_wherever_they_are_parted(pairs: set[tuple[str, str]]) -> None:
    columns = zip(*pairs, strict=True)
    keys = joined([hashes_of(pl.Series(column), seed=7) for column in columns])
    assert np.unique(keys).size == len(pairs)
