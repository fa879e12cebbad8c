"""What is foretold of purchases: the sum of each customer's, in an interval that holds."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis.measure.retention import fit_buying, foretell

WORLDS = 40
SEEN, AHEAD = 40.0, 26.0


def world(seed, count=400, r=0.8, alpha=6.0, a=0.8, b=2.5):
    """Customers of a BG/NBD world, and how often they truly buy afterwards."""
    lot = np.random.default_rng(seed)
    rows, after = [], 0
    for rate, leaving, born in zip(
        lot.gamma(r, 1 / alpha, count),
        lot.beta(a, b, count),
        lot.uniform(0, 20, count),
        strict=True,
    ):
        times = born + np.cumsum(lot.exponential(1 / rate, 400))
        times = times[: lot.geometric(leaving)]
        seen = times[times <= SEEN]
        last = seen[-1] if seen.size else born
        rows.append((seen.size, last - born, SEEN - born))
        after += int(((times > SEEN) & (times <= SEEN + AHEAD)).sum())
    return pl.DataFrame(rows, schema=["x", "recency", "age"], orient="row"), after


@pytest.fixture(scope="module")
def worlds():
    return [world(seed) for seed in range(WORLDS)]


def test_the_total_is_the_sum_of_what_each_is_expected_to_buy(worlds):
    customers, _ = worlds[0]
    model = fit_buying(customers)
    found = foretell(model, customers, weeks=AHEAD)
    x, recency, age = (customers[name].to_numpy() for name in ("x", "recency", "age"))
    assert found.expected == pytest.approx(model.expected(x, recency, age, AHEAD))
    assert found.total == pytest.approx(found.expected.sum())
    assert found.low < found.total < found.high


def test_the_interval_holds_what_comes_nearly_always(worlds):
    """Of 40 worlds, 34 or more in 998 of 1 000 such trials, were it 95 in 100."""
    inside = 0
    for customers, after in worlds:
        found = foretell(fit_buying(customers), customers, weeks=AHEAD)
        inside += found.low <= after <= found.high
    assert inside >= 34


def test_the_interval_is_no_wider_than_it_must_be(worlds):
    customers, _ = worlds[1]
    found = foretell(fit_buying(customers), customers, weeks=AHEAD)
    assert found.high / found.low < 2


def test_more_customers_are_foretold_more_narrowly():
    widths = []
    for count in (200, 3000):
        customers, _ = world(7, count)
        found = foretell(fit_buying(customers), customers, weeks=AHEAD)
        widths.append(np.log(found.high / found.low))
    assert widths[1] < widths[0] / 2


def test_the_same_seed_gives_the_same_interval(worlds):
    customers, _ = worlds[2]
    model = fit_buying(customers)
    one, two = (foretell(model, customers, weeks=AHEAD, seed=4) for _ in range(2))
    assert (one.low, one.high) == (two.low, two.high)
