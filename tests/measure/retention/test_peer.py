"""Curves and log-rank against lifelines, on what it gave for the data of this file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from parvis.survival import kaplan_meier, log_rank

GIVEN = json.loads((Path(__file__).parent / "lifelines.json").read_text("utf-8"))


@pytest.mark.parametrize("case", GIVEN["cases"], ids=lambda case: case["name"])
def test_the_curve_and_the_log_rank_are_those_of_lifelines_to_a_millionth(case):
    times, observed = np.array(case["times"]), np.array(case["observed"])
    group = np.array(case["group"])
    curve = kaplan_meier(times, observed)
    assert curve["survival"].to_numpy() == pytest.approx(np.array(case["survival"]), abs=1e-6)
    assert log_rank(times, observed, group) == pytest.approx(case["p"], abs=1e-6)
    is_inside = (curve["survival"].to_numpy() > 0) & (curve["survival"].to_numpy() < 1)
    for side in ("low", "high"):
        theirs = np.array(case[side])[is_inside]
        assert curve[side].to_numpy()[is_inside] == pytest.approx(theirs, abs=1e-6)
