"""Write what lifelines gives for drawn data, for tests/measure/retention/test_peer.py.

`pip install lifelines` in an environment of its own: it brings pandas and matplotlib, which the
tests do without.
"""

from __future__ import annotations

import json
from pathlib import Path

import lifelines
import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test

OUT = Path(__file__).parent.parent / "tests" / "measure" / "retention" / "lifelines.json"
CASES = {
    "few": (30, 8, 0.4),
    "ties": (200, 12, 0.3),
    "many": (600, 300, 0.6),
    "all seen": (80, 40, 0.0),
}


def case(name: str, n: int, longest: int, censored: float, seed: int) -> dict[str, object]:
    """Return drawn times and what lifelines makes of them."""
    random = np.random.default_rng(seed)
    group = random.random(n) < 0.5
    times = np.ceil(random.exponential(longest / 3, n) * np.where(group, 1.4, 1.0)).clip(1, longest)
    observed = random.random(n) >= censored
    fitted = KaplanMeierFitter().fit(times, observed)
    curve, bounds = fitted.survival_function_.iloc[1:, 0], fitted.confidence_interval_.iloc[1:]
    tested = logrank_test(times[group], times[~group], observed[group], observed[~group])
    return {
        "name": name,
        "times": times.tolist(),
        "observed": observed.tolist(),
        "group": group.tolist(),
        "survival": curve.tolist(),
        "low": bounds.iloc[:, 0].fillna(0).tolist(),
        "high": bounds.iloc[:, 1].fillna(0).tolist(),
        "p": float(tested.p_value),
    }


def main() -> None:
    """Write the file."""
    cases = [case(name, *drawn, seed=seed) for seed, (name, drawn) in enumerate(CASES.items())]
    told = {"lifelines": lifelines.__version__, "cases": cases}
    OUT.write_text(json.dumps(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
