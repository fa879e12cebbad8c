"""Any criterion by any other: expected counts, residuals, and which cells stand out."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from parvis.analyse.crossing import crossing
from parvis.errors import InputError
from tests.analyse.building import mentions, talk

COUNTS = st.lists(st.integers(0, 40), min_size=6, max_size=6).filter(lambda n: sum(n) > 0)


def of_counts(table, *, author=None):
    """One mention for each count of a table of medium by tonality."""
    rows = [
        {"medium": f"m{i}", "tonality": f"t{j}", "author": author}
        for i, row in enumerate(table)
        for j, n in enumerate(row)
        for _ in range(n)
    ]
    return mentions(*rows)


def found(table, **options):
    cells = crossing(of_counts(table, **options), "medium", "tonality")
    return {(row["row"], row["column"]): row for row in cells.iter_rows(named=True)}


def test_expected_and_residual_are_those_of_the_textbook():
    # Haberman's adjusted residual of a fourfold table is the signed root of Pearson's chi-square.
    table = [[30, 10], [20, 40]]
    cells = found(table)
    chi, _, _, expected = stats.chi2_contingency(table, correction=False)
    for (row, column), cell in cells.items():
        i, j = int(row[1]), int(column[1])
        assert cell["expected"] == pytest.approx(expected[i][j])
        sign = 1 if i == j else -1
        assert cell["residual"] == pytest.approx(sign * chi**0.5)


@settings(deadline=None, max_examples=40)
@given(COUNTS)
def test_residuals_by_mention_and_by_voice_agree_where_every_voice_speaks_once(counts):
    table = np.array(counts).reshape(2, 3)
    for cell in crossing(of_counts(table), "medium", "tonality").iter_rows(named=True):
        if cell["residual"] is None or cell["by_voice"] is None:
            continue
        total, expected = table.sum(), cell["expected"]
        p, q = (
            crossing_share(table, cell["row"], axis=1),
            crossing_share(table, cell["column"], axis=0),
        )
        observed = cell["mentions"] / total
        # The variance of what one voice brings, where it is not assumed that nothing is linked.
        spread = (
            observed * ((1 - p) * (1 - q)) ** 2
            + (p - observed) * ((1 - p) * q) ** 2
            + (q - observed) * (p * (1 - q)) ** 2
            + (1 - p - q + observed) * (p * q) ** 2
        )
        assert cell["by_voice"] * np.sqrt(total * spread) == pytest.approx(
            cell["mentions"] - expected, abs=1e-6
        )


def crossing_share(table, name, *, axis):
    return table.sum(axis=axis)[int(name[1])] / table.sum()


@settings(deadline=None, max_examples=40)
@given(COUNTS)
def test_expected_counts_add_up_to_the_mentions_of_each_row_and_column(counts):
    table = np.array(counts).reshape(2, 3)
    cells = crossing(of_counts(table), "medium", "tonality")
    for side in ("row", "column"):
        sums = cells.group_by(side).agg(pl.sum("mentions"), pl.sum("expected"))
        assert sums["expected"].to_list() == pytest.approx(sums["mentions"].to_list())


def test_a_cell_that_stands_out_is_told_and_one_that_does_not_is_not():
    cells = found([[60, 20, 20], [20, 60, 20]])
    assert {name for name, cell in cells.items() if cell["stands_out"]} == {
        ("m0", "t0"), ("m0", "t1"), ("m1", "t0"), ("m1", "t1"),
    }  # fmt: skip


def test_one_author_who_posts_a_hundred_times_is_no_evidence():
    chance = [(m, t, f"a{n}{m}{t}") for n in range(25) for m in "01" for t in "01"]
    loud = [("0", "1", "loud")] * 100
    rows = [
        {"medium": f"m{m}", "tonality": f"t{t}", "author": author} for m, t, author in chance + loud
    ]
    cells = crossing(mentions(*rows), "medium", "tonality")
    assert cells["residual"].abs().min() > 4
    assert not cells["stands_out"].any()


def test_small_expected_counts_never_stand_out():
    cells = found([[4, 0], [0, 300]])
    assert not cells["m0", "t0"]["stands_out"]


def test_a_mention_of_two_brands_counts_for_each_and_one_of_none_for_none(engine):
    frame = mentions(
        {"brands": ["Ada", "Bel"], "tonality": "negative"},
        {"brands": [], "tonality": "negative"},
        {"brands": ["Bel"], "tonality": None},
        {"brands": ["Bel"], "tonality": "positive"},
    )
    cells = crossing(engine(frame), "brands", "tonality").select("row", "column", "mentions")
    assert cells.rows() == [
        ("Bel", "negative", 1), ("Bel", "positive", 1),
        ("Ada", "negative", 1), ("Ada", "positive", 0),
    ]  # fmt: skip


def test_truth_values_are_criteria_too(engine):
    frame = mentions(
        {"is_unsure": True, "medium": "forum"},
        {"is_unsure": False, "medium": "blog"},
        {"is_unsure": None, "medium": "blog"},
    )
    cells = crossing(engine(frame), "medium", "is_unsure").filter(pl.col("mentions") > 0)
    assert cells.select("row", "column", "mentions").rows() == [
        ("blog", "no", 1), ("forum", "yes", 1),
    ]  # fmt: skip


def test_only_the_most_frequent_values_are_kept_when_there_are_many():
    rows = [{"hashtags": [f"h{n}"], "medium": "blog"} for n in range(50) for _ in range(n + 1)]
    cells = crossing(mentions(*rows), "hashtags", "medium", most=10)
    assert cells["row"].to_list() == [f"h{n}" for n in range(49, 39, -1)]


def test_a_column_that_holds_everything_has_no_residual():
    cells = found([[3], [4]])
    assert {cell["residual"] for cell in cells.values()} == {None}
    assert not any(cell["stands_out"] for cell in cells.values())


@pytest.mark.parametrize(
    ("rows", "columns", "fault"),
    [("medium", "medium", "crossed with itself"), ("medium", "likes", "'likes' is Int64")],
)
def test_what_cannot_be_crossed_is_refused_with_the_way_out(rows, columns, fault):
    with pytest.raises(InputError, match=f"{fault}.*What to do"):
        crossing(talk(5), rows, columns)


@pytest.mark.parametrize("loudness", [1.0, 2.5])
def test_where_nothing_is_linked_one_table_in_twenty_at_most_has_a_cell_that_stands_out(loudness):
    """Voices keep to one medium and one tonality each, and some speak far more than others."""
    random, alarms, tables = np.random.default_rng(2010), 0, 400
    for _ in range(tables):
        voices = 300
        times = (
            np.minimum(random.zipf(loudness, voices), 40) if loudness > 1 else np.ones(voices, int)
        )
        frame = pl.DataFrame(
            {
                "author": [f"a{n}" for n in range(voices)],
                "medium": random.choice(["m0", "m1", "m2"], voices, p=[0.5, 0.3, 0.2]),
                "tonality": random.choice(["t0", "t1", "t2"], voices, p=[0.6, 0.3, 0.1]),
            }
        )[np.repeat(np.arange(voices), times)].with_columns(
            id=pl.int_range(pl.len()).cast(pl.String)
        )
        alarms += crossing(frame, "medium", "tonality")["stands_out"].any()
    assert alarms / tables <= 0.06


def test_values_that_few_mentions_have_can_be_left_out():
    rows = [{"medium": "m0", "tonality": "t0"}] * 9 + [{"medium": "m1", "tonality": "t0"}] * 3
    cells = crossing(mentions(*rows), "medium", "tonality", least=5)
    assert cells.select("row", "mentions").rows() == [("m0", 9)]
