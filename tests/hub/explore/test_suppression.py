"""No cell that is held back can be worked out from what is published beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from parvis.hub.explore.taking.suppression import K, published

pytestmark = pytest.mark.once


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    sizes = st.one_of(st.integers(0, 14), st.integers(0, 200))
    counts = np.array([[draw(sizes) for _ in range(columns)] for _ in range(rows)])
    parts = np.array([[draw(st.sampled_from([1.0, 0.5, 0.1])) for _ in range(columns)]] * rows)
    people = np.ceil(counts * parts).astype(np.int64)
    return counts, people, people.max(axis=1)


def reach(counts, shown, goal):
    """From where to where a cell or total can be, as a linear programme finds it."""
    rows, columns = counts.shape
    size = counts.size + rows
    values = np.concatenate([counts.ravel(), counts.sum(axis=1)])
    known = np.concatenate([shown.cells.ravel(), shown.totals])
    equal, right = [], []
    for column in range(columns):
        equal.append(np.isin(np.arange(size), range(column, counts.size, columns)).astype(float))
        right.append(counts[:, column].sum())
    for row in range(rows):
        line = np.zeros(size)
        line[row * columns : (row + 1) * columns], line[counts.size + row] = 1, -1
        equal.append(line)
        right.append(0)
    bounds = [(value, value) if is_known else (0, None)
              for value, is_known in zip(values, known, strict=True)]  # fmt: skip
    aim = np.eye(size)[goal]
    ends = [
        linprog(sign * aim, A_eq=np.array(equal), b_eq=right, bounds=bounds) for sign in (1, -1)
    ]
    assert all(end.status in (0, 3) for end in ends)
    return ends[0].fun, np.inf if ends[1].status == 3 else -ends[1].fun


@given(tables())
@settings(max_examples=150, deadline=None)
def test_no_cell_held_back_can_be_worked_out(table):
    counts, people, row_people = table
    shown = published(counts, people, row_people)
    if shown is None:
        return
    assert not shown.cells[people < K].any()
    assert not shown.totals[row_people < K].any()
    known = np.concatenate([shown.cells.ravel(), shown.totals])
    for goal in np.flatnonzero(~known):
        low, high = reach(counts, shown, goal)
        assert high - low >= K - 1e-6


def test_where_nobody_is_few_all_is_published():
    counts = np.full((3, 3), 40)
    shown = published(counts, counts, counts.sum(axis=1))
    assert shown.cells.all()
    assert shown.totals.all()


@pytest.mark.parametrize("few", [0, 1, 9])
def test_one_small_cell_takes_few_others_with_it(few):
    counts = np.array([[few, 80, 90], [70, 60, 50], [40, 30, 20], [45, 35, 25]])
    shown = published(counts, counts, counts.sum(axis=1))
    assert (~shown.cells).sum() == 4
    assert shown.totals.all()
