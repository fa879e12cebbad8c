"""Communities keep their numbers from run to run."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from parvis.analyse.communities import keep_numbers

SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=8)


def grouped(groups: dict[int, str]) -> pl.DataFrame:
    rows = [(author, number) for number, authors in groups.items() for author in authors]
    return pl.DataFrame(rows, {"author": pl.String, "community": pl.Int64}, orient="row")


def numbers(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.select("author", "community").iter_rows())


@given(SIZES, st.randoms(use_true_random=False))
def test_the_same_communities_have_the_same_numbers_whatever_they_are_called(sizes, random):
    rows = [(f"{group}.{n}", group) for group, size in enumerate(sizes) for n in range(size)]
    before = pl.DataFrame(rows, ["author", "community"], orient="row")
    called = random.sample(range(100), len(sizes))
    now = before.with_columns(pl.col("community").replace_strict(dict(enumerate(called))))
    assert numbers(keep_numbers(now, before)) == numbers(before)


def test_one_that_grew_keeps_its_number_and_one_that_is_new_gets_one_nobody_had():
    before = grouped({1: "abcdef", 2: "ghij"})
    now = grouped({1: "xyz", 2: "abcdefuvw", 3: "ghij"})
    found = numbers(keep_numbers(now, before))
    assert found["a"] == found["v"] == 1
    assert found["g"] == 2
    assert found["x"] == 3


def test_of_one_that_split_the_larger_part_keeps_the_number():
    found = numbers(keep_numbers(grouped({1: "ab", 2: "cdef"}), grouped({7: "abcdef"})))
    assert found["c"] == 7
    assert found["a"] == 8


def test_two_that_merged_have_the_number_of_the_larger():
    found = numbers(keep_numbers(grouped({1: "abcdefg"}), grouped({4: "ab", 9: "cdefg"})))
    assert set(found.values()) == {9}


def test_all_overlaps_are_considered_together():
    """Alone, the first would take the number of the second, and leave it none."""
    before = grouped({1: "abcxy", 2: "abcde"})
    before = before.unique("author", keep="first", maintain_order=True)
    now = grouped({1: "abc", 2: "xyde"})
    assert len(set(numbers(keep_numbers(now, before)).values())) == 2


def test_too_small_an_overlap_is_no_kinship():
    found = numbers(
        keep_numbers(grouped({1: "abcdef"}), grouped({5: "a", 6: "b", 7: "cde", 8: "f"}))
    )
    assert found["a"] == 7
    found = numbers(keep_numbers(grouped({1: "abcd"}), grouped({5: "a", 6: "b", 7: "c", 8: "d"})))
    assert found["a"] == 9


def test_without_a_past_nothing_changes():
    now = grouped({1: "ab", 2: "c"})
    assert keep_numbers(now, grouped({})).equals(now)
    assert keep_numbers(grouped({}), now).is_empty()


def test_strangers_to_the_past_are_all_new():
    found = numbers(keep_numbers(grouped({1: "xy", 2: "z"}), grouped({1: "ab", 2: "c"})))
    assert found == {"x": 3, "y": 3, "z": 4}
