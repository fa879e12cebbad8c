"""The cut into even pieces is the best one there is."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.bursts.levels import SHORTEST, _cuts, pieces


def cost(levels, ends, penalty):
    spread = sum(((levels[a:b] - levels[a:b].mean()) ** 2).sum() for a, b in pairwise(ends))
    return spread + penalty * (len(ends) - 2)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 40), min_size=4, max_size=9), st.floats(0.05, 5))
def test_no_other_cut_is_better(counts, penalty):
    levels = np.log1p(np.array(counts, float))
    size = len(levels)
    all_cuts = (
        [0, *inner, size]
        for number in range(size)
        for inner in combinations(range(1, size), number)
        if all(b - a >= SHORTEST for a, b in pairwise([0, *inner, size]))
    )
    best = min(cost(levels, ends, penalty) for ends in all_cuts)
    assert cost(levels, _cuts(levels, penalty, SHORTEST), penalty) == pytest.approx(best)


def test_a_level_that_changes_for_long_is_cut_where_it_does():
    random = np.random.default_rng(3)
    counts = np.concatenate([random.poisson(mean, 30) for mean in (20, 0.2, 18, 300)])
    assert pieces(counts.astype(float)) == [(0, 30), (30, 60), (60, 90), (90, 120)]


def test_a_weekly_rhythm_is_no_change_of_level():
    week = np.array([40, 42, 41, 39, 30, 2, 1.0])
    assert pieces(np.tile(week, 12)) == [(0, 84)]


@pytest.mark.parametrize("counts", [[], [3.0], [3.0, 9.0], [0.0] * 50])
def test_what_is_short_or_silent_is_one_piece(counts):
    assert pieces(np.array(counts)) == [(0, len(counts))]
