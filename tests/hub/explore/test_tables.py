from __future__ import annotations

from collections import defaultdict

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from parvis.hub.explore.tables import a_row_each

NAMES = st.sampled_from(["a", "b", None]) | st.integers(0, 80).map(str)
SPARSE = st.integers(0, 12).map(lambda number: number * 10**9)
ROWS = st.lists(st.tuples(st.integers(0, 12), NAMES)) | st.lists(st.tuples(SPARSE, NAMES))


@given(ROWS)
def test_a_mention_is_a_row_with_all_its_brands(rows: list[tuple[int, str | None]]) -> None:
    told = defaultdict(set)
    for number, name in rows:
        told[number] |= {name} - {None}
    schema = {"arrival": pl.Int64, "brand": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(half=pl.col("arrival") / 2)
    found = a_row_each(frame)
    assert found["arrival"].to_list() == sorted(told)
    assert found["half"].to_list() == [number / 2 for number in sorted(told)]
    for number, names in found.select("arrival", "brands").iter_rows():
        assert len(names) == len(set(names))
        assert set(names) == told[number]


def test_more_brands_than_bits_are_told_as_well() -> None:
    names = [f"brand {number}" for number in range(70)]
    found = a_row_each(pl.DataFrame({"arrival": [3, 8] * 35, "brand": names}))
    assert [sorted(each) for each in found["brands"]] == [sorted(names[::2]), sorted(names[1::2])]
