"""Engaged units beside others: by hand, in simulations, and refused where nothing can be told."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.errors import MeasureError, RefusedError
from parvis.measure.maturity import maturity


def table(engaged, grade, result):
    return pl.DataFrame({"engaged": engaged, "maturity": grade, "result": result})


def test_raw_and_adjusted_are_those_computed_by_hand():
    # Three engaged of maturity 3, 5, 7; seven others of 1 to 7; results 10 + 3 a grade, and noise
    # (1, -2, 1) that is free of both: within groups it adds to zero and so does its product.
    grade = [3.0, 5, 7, 1, 2, 3, 4, 5, 6, 7]
    noise = np.array([1.0, -2, 1, 0, 0, 0, 0, 0, 0, 0])
    result = 10 + 3 * np.array(grade) + 2 * np.array([1.0] * 3 + [0.0] * 7) + noise
    found = maturity(table([True] * 3 + [False] * 7, grade, result))
    assert found.gap == pytest.approx(5 - 4)
    assert found.raw == pytest.approx(2 + 3 * 1)
    assert found.adjusted == pytest.approx(2)
    # Residual sum 6 over 7 degrees; (1/3 + 1/7 + gap^2 / within squares), within 8 + 28.
    error = (6 / 7 * (1 / 3 + 1 / 7 + 1 / 36)) ** 0.5
    assert found.high - 2 == pytest.approx(2.364624 * error, abs=1e-6)


def test_the_interval_holds_the_truth_in_nineteen_of_twenty_simulations():
    random = np.random.default_rng(2)
    inside, fooled = [], []
    for _ in range(1000):
        grade = random.uniform(0, 100, 120)
        engaged = random.random(120) < 0.3 + 0.4 * grade / 100
        result = 20 + 0.3 * grade + 2.0 * engaged + random.normal(0, 4, 120)
        found = maturity(table(engaged, grade, result))
        inside.append(found.low <= 2.0 <= found.high)
        fooled.append(found.raw_low > 2.0)
    assert 93 <= 100 * np.mean(inside) <= 97
    assert np.mean(fooled) > 0.5


@pytest.mark.parametrize(
    ("engaged", "grade", "error", "fault"),
    [
        ([True] * 4 + [False] * 5, range(9), RefusedError, "9 units, 4 of them engaged"),
        ([True] * 2 + [False] * 9, range(11), RefusedError, "11 units, 2 of them engaged"),
        ([True] * 5 + [False] * 5, [5.0] * 10, MeasureError, "as mature as the others"),
        ([False] * 5 + [True] * 5, range(10), RefusedError, "100 % of the engaged units"),
    ],
)
def test_what_cannot_be_compared_is_refused(engaged, grade, error, fault):
    with pytest.raises(error, match=fault):
        maturity(
            table(engaged, [float(one) for one in grade], [float(n) for n in range(len(engaged))])
        )
