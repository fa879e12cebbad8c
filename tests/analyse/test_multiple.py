"""Holm's step-down adjustment of many p-values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.analyse.multiple import holm

MANY = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(np.array)


def plain(p):
    """Holm's rule, one hypothesis after another."""
    adjusted = [0.0] * len(p)
    least = 0.0
    for done, place in enumerate(sorted(range(len(p)), key=lambda place: p[place])):
        least = max(least, min(1.0, (len(p) - done) * p[place]))
        adjusted[place] = least
    return adjusted


def test_a_family_of_four():
    assert holm(np.array([0.01, 0.04, 0.03, 0.005])) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(MANY)
def test_it_is_the_rule_applied_one_by_one(p):
    assert holm(p) == pytest.approx(plain(p.tolist()))


@given(MANY)
def test_it_is_never_below_the_p_value_nor_above_that_of_bonferroni(p):
    adjusted = holm(p)
    assert (adjusted >= p - 1e-12).all()
    assert (adjusted <= np.minimum(1, p.size * p) + 1e-12).all()


@given(MANY)
def test_it_keeps_the_order(p):
    adjusted = holm(p)
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()
