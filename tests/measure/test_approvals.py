"""How long approval takes, against what a hand counts, and that what waits is not forgotten."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.measure.approvals import approval, wait

EIGHT = dt.datetime(2027, 1, 4, 8, tzinfo=dt.UTC)
MOMENT = pl.Datetime("us", "UTC")


def after(hours):
    return None if hours is None else EIGHT + dt.timedelta(hours=hours)


def rows(*moments):
    """Hours after eight at which each question was asked, sent, approved and answered."""
    names = ("asked", "sent", "approved", "answered")
    data = [[after(hours) for hours in row] for row in moments]
    return pl.DataFrame(data, schema=dict.fromkeys(names, MOMENT), orient="row")


def test_what_waits_still_counts_as_waiting():
    asked = rows((0, 0, 1, None), (0, 0, 3, None), (0, 0, None, None), (0, 0, None, None))
    found = wait(asked, "sent", "approved", until=after(2))
    assert (found.count, found.waiting) == (4, 2)
    until = wait(asked.head(3), "sent", "approved", until=after(9))
    assert until.half == 180
    within = dict(until.shares.select("minutes", "share").iter_rows())
    assert within[60.0] == pytest.approx(1 / 3)
    assert within[180.0] == pytest.approx(2 / 3)


def test_a_median_that_is_not_reached_is_unknown_and_not_the_last_time():
    asked = rows((0, 0, 1, None), (0, 0, None, None), (0, 0, None, None))
    assert wait(asked, "sent", "approved", until=after(9)).half is None
    nothing = wait(rows((0, None, None, 1)), "sent", "approved", until=after(9))
    assert (nothing.count, nothing.half) == (0, None)


def test_the_part_that_approval_takes_is_that_computed_by_hand():
    # Waits of 2 hours of 4 and of 1 of 6; one went out before, one without, one needed none.
    table = rows(
        (0, 1, 3, 4), (0, 2, 3, 6), (0, 1, 5, 4), (0, 1, None, 4),
        (0, None, None, 1), (0, 1, 2, None),
    )  # fmt: skip
    found = approval(table)
    assert found.part == pytest.approx(0.3)
    assert (found.cleared, found.early) == (1, 2)
    assert approval(rows((0, None, None, 1))).part is None


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=40))
def test_more_time_never_approves_less(pairs):
    table = rows(*((0, sent, sent + lasted, None) for sent, lasted in pairs))
    shares = wait(table, "sent", "approved", until=after(500)).shares["share"]
    assert shares.is_sorted()
    assert shares.is_between(0, 1).all()
