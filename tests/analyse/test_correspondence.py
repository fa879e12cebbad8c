"""Correspondence analysis: equal to the reference, and to what it must be by its definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import stats

from parvis.analyse.correspondence import correspondence, solved
from parvis.errors import InputError

# Smoking by staff group (Greenacre 1984), and what the R package `ca` prints of it
# (Nenadić and Greenacre, Journal of Statistical Software 20 (3), 2007).
SMOKING = np.array([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2.0]])
INERTIA = (0.074759, 0.010017, 0.000414)
SHARES = (0.8776, 0.1176, 0.0049)
ROWS = {
    "mass": (0.056995, 0.093264, 0.264249, 0.455959, 0.129534),
    "distance": (0.216559, 0.356921, 0.380779, 0.240025, 0.216169),
    "inertia": (0.002673, 0.011881, 0.038314, 0.026269, 0.006053),
    "first": (-0.240539, 0.947105, -1.391973, 0.851989, -0.735456),
    "second": (-1.935708, -2.430958, -0.106508, 0.576944, 0.788435),
}
COLUMNS = {
    "mass": (0.316062, 0.233161, 0.321244, 0.129534),
    "distance": (0.394490, 0.173996, 0.198127, 0.355109),
    "first": (-1.438471, 0.363746, 0.718017, 1.074445),
}

TABLES = arrays.arrays(
    float, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 30).map(float)
)


def is_full(table) -> bool:
    return bool(table.sum(axis=0).all() and table.sum(axis=1).all())


@pytest.fixture(scope="module")
def smoking():
    return correspondence(SMOKING)


def test_inertia_is_that_of_the_reference(smoking):
    assert smoking.inertia == pytest.approx(INERTIA, abs=1e-6)
    assert smoking.shares == pytest.approx(SHARES, abs=1e-4)
    assert smoking.inertia.sum() == pytest.approx(
        stats.chi2_contingency(SMOKING).statistic / SMOKING.sum()
    )


@pytest.mark.parametrize(("side", "known"), [("row", ROWS), ("column", COLUMNS)])
def test_points_are_those_of_the_reference(smoking, side, known):
    points = getattr(smoking, f"{side}s")
    masses = getattr(smoking, f"{side}_masses")
    assert masses == pytest.approx(known["mass"], abs=1e-6)
    assert np.sqrt((points**2).sum(axis=1)) == pytest.approx(known["distance"], abs=1e-6)
    standard = points / np.sqrt(smoking.inertia)
    for axis, name in enumerate(name for name in ("first", "second") if name in known):
        sign = np.sign(standard[:, axis] @ np.array(known[name]))
        assert sign * standard[:, axis] == pytest.approx(known[name], abs=1e-5)


def test_the_inertia_of_each_row_is_that_of_the_reference(smoking):
    made = (smoking.row_masses[:, np.newaxis] * smoking.rows**2).sum(axis=1)
    assert made == pytest.approx(ROWS["inertia"], abs=1e-6)


@settings(deadline=None, max_examples=80)
@given(TABLES)
def test_distances_between_points_are_chi_square_distances_between_profiles(table):
    assume(is_full(table))
    made = correspondence(table)
    profiles = table / table.sum(axis=1, keepdims=True)
    between = (profiles[:, np.newaxis] - profiles) ** 2 / made.column_masses
    gaps = made.rows[:, np.newaxis] - made.rows
    assert (gaps**2).sum(axis=2) == pytest.approx(between.sum(axis=2), abs=1e-8)


@settings(deadline=None, max_examples=80)
@given(TABLES)
def test_contributions_and_qualities_add_to_one_and_axes_are_in_order(table):
    assume(is_full(table))
    made = correspondence(table)
    real = made.inertia > 1e-9
    assert (np.diff(made.inertia) <= 1e-12).all()
    for parts in (made.row_contributions, made.column_contributions):
        assert parts.sum(axis=0)[real] == pytest.approx(1.0)
    for parts, points in (
        (made.row_qualities, made.rows),
        (made.column_qualities, made.columns),
    ):
        far = (points**2).sum(axis=1) > 1e-9
        assert parts.sum(axis=1)[far] == pytest.approx(1.0)


@settings(deadline=None, max_examples=50)
@given(TABLES)
def test_a_table_and_its_transpose_make_one_map(table):
    assume(is_full(table))
    made, turned = correspondence(table), correspondence(table.T.copy())
    assert made.inertia == pytest.approx(turned.inertia, abs=1e-9)
    distinct = np.diff(made.inertia, append=-1.0) < -1e-6
    assert np.abs(made.rows[:, distinct]) == pytest.approx(
        np.abs(turned.columns[:, distinct]), abs=1e-5
    )


def test_a_further_point_with_the_profile_of_one_lies_on_it(smoking):
    assert smoking.place_rows(3 * SMOKING[1:2]) == pytest.approx(smoking.rows[1:2])
    assert smoking.place_columns(2 * SMOKING[:, 2:3]) == pytest.approx(smoking.columns[2:3])


def test_a_further_row_lies_at_the_mean_of_its_columns(smoking):
    standard = smoking.columns / np.sqrt(smoking.inertia)
    at = smoking.place_rows(np.array([[42.0, 29.0, 20.0, 9.0]]))[0]
    assert at == pytest.approx(np.array([0.42, 0.29, 0.20, 0.09]) @ standard)


def test_the_strongest_column_lies_on_the_right(smoking):
    made = smoking.column_contributions.argmax(axis=0)
    assert (smoking.columns[made, range(made.size)] > 0).all()


def test_a_table_that_tells_nothing_has_no_inertia():
    made = correspondence(np.outer([1.0, 2, 3], [4.0, 5]))
    assert made.inertia == pytest.approx(0, abs=1e-12)
    assert made.shares == pytest.approx(0)


def test_many_tables_are_solved_as_each_alone():
    random = np.random.default_rng(1)
    tables = random.integers(1, 50, (20, 4, 6)).astype(float)
    rows, columns, inertia = solved(tables)
    for table, across, down, along in zip(tables, rows, columns, inertia, strict=True):
        alone = correspondence(table)
        assert along == pytest.approx(alone.inertia)
        assert np.abs(across) == pytest.approx(np.abs(alone.rows))
        assert np.abs(down) == pytest.approx(np.abs(alone.columns))


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (np.ones((1, 4)), "1 rows and 4 columns"),
        (np.array([[1.0, 2], [-1, 3]]), "below zero"),
        (np.array([[1.0, np.nan], [1, 3]]), "unknown"),
        (np.array([[1.0, 0], [1, 0]]), "empty"),
    ],
)
def test_a_table_without_a_map_is_refused(table, fault):
    with pytest.raises(InputError, match=f"{fault}.*What to do"):
        correspondence(table)
