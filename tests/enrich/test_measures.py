"""Scores and their intervals, against figures worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tools import measures

COUNTS = np.array([[8, 2, 0], [1, 6, 3], [0, 0, 10]])


def test_posts_are_counted_by_true_and_read_class():
    counts = measures.count(["a", "a", "b"], ["a", "b", "b"], ("a", "b"))
    assert counts.tolist() == [[1, 1], [0, 1]]


def test_macro_f1_is_the_mean_of_the_classes():
    each = [2 * 8 / (10 + 9), 2 * 6 / (10 + 8), 2 * 10 / (10 + 13)]
    assert measures.macro_f1(COUNTS) == pytest.approx(100 * np.mean(each))


def test_macro_recall_is_the_mean_part_found():
    assert measures.macro_recall(COUNTS) == pytest.approx(100 * np.mean([0.8, 0.6, 1.0]))


def test_an_interval_holds_the_score_and_narrows_with_posts():
    value = measures.macro_f1(COUNTS)
    low, high = measures.interval([COUNTS], measures.macro_f1)
    assert low < value < high
    narrow_low, narrow_high = measures.interval([COUNTS * 100], measures.macro_f1)
    assert narrow_high - narrow_low < (high - low) / 5


def test_the_calibration_error_is_nil_when_sureness_is_deserved():
    sure = np.full(10, 0.8)
    is_right = np.array([True] * 8 + [False] * 2)
    even = np.ones(10)
    assert measures.calibration_error(sure, is_right, even) == pytest.approx(0)
    assert measures.calibration_error(sure, ~is_right, even) == pytest.approx(60)


def test_the_surest_posts_come_first():
    sure = np.array([0.5, 0.9, 0.7, 0.6])
    is_right = np.array([False, True, False, True])
    assert measures.among_surest(sure, is_right, 0.5).tolist() == [True, False]


def test_the_risk_is_that_of_the_surest_posts_up_to_all_of_them():
    sure = np.linspace(1, 0.5, 10)
    is_right = np.array([True] * 5 + [False] * 5)
    assert measures.risk_by_coverage(sure, is_right) == [0, 0, 0, 0, 0, 16.7, 28.6, 37.5, 44.4, 50]
