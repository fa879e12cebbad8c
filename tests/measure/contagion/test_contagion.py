"""Contagion told from likeness where it can be, and refused where it cannot; trees of referrals."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MeasureError, RefusedError
from parvis.measure.contagion import contagion, exposures, referrals
from parvis.simulate.contagion import infected

KNOWN = ["age", "taste"]
DAY = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
ONE = dt.timedelta(days=1)


@pytest.mark.parametrize("seed", range(2))
def test_the_naive_estimate_is_three_times_the_truth_and_the_matched_within_a_fifth(seed):
    made = infected(seed=seed)
    found = contagion(made.people, made.ties, covariates=KNOWN)
    assert found.naive >= 3 * made.caused
    assert found.matched == pytest.approx(made.caused, rel=0.2)
    assert found.low < made.caused < found.high
    assert 0 < found.share < 100


@pytest.mark.parametrize("seed", range(2))
def test_what_makes_friends_alike_and_is_not_known_is_noticed_and_refused(seed):
    made = infected(50_000, hidden=True, seed=seed)
    with pytest.raises(RefusedError, match="adopt together"):
        contagion(made.people, made.ties, covariates=KNOWN)


def test_a_tie_told_from_both_sides_is_no_more_evidence_than_from_one():
    made = infected(5_000, added=0.03, seed=4)
    one_side = made.ties.filter(pl.col("person") < pl.col("friend"))
    both = contagion(made.people, made.ties, covariates=KNOWN).alike_p
    swapped = one_side.select(person="friend", friend="person")
    twice = pl.concat([one_side, swapped, one_side])
    assert contagion(made.people, twice, covariates=KNOWN).alike_p == pytest.approx(both)


def test_without_contagion_none_is_found():
    made = infected(50_000, added=0.0, seed=9)
    found = contagion(made.people, made.ties, covariates=KNOWN)
    assert made.caused == 0
    assert found.low < 0 < found.high
    assert found.naive > found.high


def test_intervals_hold_the_truth_and_are_as_wide_as_networks_made_again_are_apart():
    """Of 80 networks; the check for hidden likeness refuses one in a hundred by chance."""
    errors, halves = [], []
    for seed in range(80):
        made = infected(3_000, added=0.03, seed=500 + seed)
        try:
            found = contagion(made.people, made.ties, covariates=KNOWN)
        except RefusedError:
            continue
        errors.append(found.matched - made.caused)
        halves.append((found.high - found.low) / 2)
    assert len(errors) >= 76
    assert np.mean(np.abs(errors) <= halves) >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / len(errors))
    assert np.mean(halves) / 1.96 == pytest.approx(np.std(errors), rel=0.2)


def test_without_covariates_no_figure_is_given():
    made = infected(500)
    with pytest.raises(RefusedError, match="look the same"):
        contagion(made.people, made.ties, covariates=[])


def test_exposure_begins_the_period_after_a_friend_adopted_and_ends_with_ones_own():
    people = pl.DataFrame({"person": ["a", "b", "c"], "adopted": [1, 3, None]})
    ties = pl.DataFrame({"person": ["b", "c"], "friend": ["a", "b"]})
    rows = exposures(people, ties)
    assert rows.filter(person="b").select("period", "exposed", "adopts").rows() == [
        (0, False, False), (1, False, False), (2, True, False), (3, True, True)
    ]  # fmt: skip
    assert rows.filter("exposed", person="c").is_empty()
    assert rows.filter(person="a")["period"].to_list() == [0, 1]


@pytest.mark.parametrize(
    "people",
    [{"person": [1, 2], "adopted": [None, None]}, {"person": [1, 1], "adopted": [0, 1]}],
)
def test_people_of_whom_nothing_can_be_told_are_refused(people):
    table = pl.DataFrame(people, schema_overrides={"adopted": pl.Int64})
    with pytest.raises(MeasureError):
        exposures(table, pl.DataFrame({"person": [1], "friend": [2]}))


def came(by):
    people = list(range(len(by)))
    at = [DAY + ONE * n for n in people]
    return pl.DataFrame({"person": people, "by": by, "at": at}, schema_overrides={"by": pl.Int64})


def test_a_tree_worked_by_hand():
    tree = referrals(came([None, 0, 0, 1, 3, None]), window=ONE * 0, until=DAY + ONE * 9)
    rows = {row["person"]: row for row in tree.people.iter_rows(named=True)}
    assert rows[0]["descendants"] == 4
    assert (rows[1]["brought"], rows[1]["descendants"], rows[4]["generation"]) == (1, 2, 3)
    assert tree.generations.rows() == [(0, 2), (1, 2), (2, 1), (3, 1)]
    assert tree.k == pytest.approx(4 / 6)
    assert tree.low < tree.k < tree.high


def test_who_had_no_time_to_bring_anyone_does_not_lower_k():
    by = [None, 0, 0, *[None] * 20]
    early = referrals(came(by), window=ONE * 20, until=DAY + ONE * 22)
    assert (early.counted, early.k) == (3, pytest.approx(2 / 3))


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), max_size=30))
def test_descendants_add_up_over_the_tree(choices):
    by = [None, *(choice % place for place, choice in enumerate(choices, start=1))]
    tree = referrals(came(by), window=ONE * 0, until=DAY + ONE * 99)
    assert tree.people["brought"].sum() == len(by) - 1
    assert tree.people["descendants"].sum() == tree.people["generation"].sum()
    assert tree.people.filter(person=0)["descendants"].item() == len(by) - 1


@pytest.mark.parametrize(
    ("by", "fault"), [([1, 0], "brought by someone"), ([None, 7], "not among")]
)
def test_trees_that_are_none_are_refused(by, fault):
    with pytest.raises(MeasureError, match=fault):
        referrals(came(by), window=ONE, until=DAY)


def test_the_simulated_network_holds_its_ties_from_both_sides():
    made = infected(400, seed=3)
    turned = made.ties.select(person="friend", friend="person")
    assert made.ties.join(turned, on=["person", "friend"], how="anti").is_empty()
    assert np.isfinite(made.caused)
