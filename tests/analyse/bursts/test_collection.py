"""A change in what is collected is told from a change in what is said."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from parvis.analyse.bursts.collection import collection
from parvis.analyse.bursts.timeline import laid_out
from tests.analyse.bursts.making import MONDAY, counted, hourly, stream

KIND = ("brand", "kind", "day", "until")


def changes(frame):
    return collection(laid_out(frame)).changes.select(KIND).rows()


def days(count):
    return date(2024, 1, 1) + timedelta(days=count)


def silent(counts, first, end, *, left=0.0, seed=1):
    """The counts with a stretch of days of which only some part is left."""
    quiet = counts.copy()
    span = slice(24 * first, 24 * end)
    quiet[span] = np.random.default_rng(seed).binomial(quiet[span].astype(int), left)
    return quiet


def test_even_talk_changes_nothing():
    assert changes(counted(Ada=hourly(), Bel=hourly(seed=1))) == []


def test_a_medium_whose_mentions_begin_and_stay_starts():
    frame = counted(Ada=silent(hourly(), 0, 20, left=0.002))
    assert changes(frame) == [(None, "start", days(20), None)]


def test_a_medium_whose_mentions_end_stops():
    frame = counted(Ada=silent(hourly(), 40, 56, left=0.002), Bel=silent(hourly(seed=1), 40, 56))
    assert changes(frame) == [(None, "stop", days(40), None)]


def test_a_gap_tells_from_when_to_when():
    frame = counted(Ada=silent(hourly(), 20, 26), Bel=silent(hourly(seed=1), 20, 26))
    assert changes(frame) == [(None, "gap", days(20), days(26))]


def test_a_brand_alone_that_starts_is_told_by_its_name():
    frame = counted(Ada=hourly(), Bel=silent(hourly(seed=1), 0, 20))
    assert changes(frame) == [("Bel", "start", days(20), None)]


def test_a_brand_seen_only_beside_others_until_three_days_before_the_end_was_not_collected():
    both = silent(hourly(), 0, 53, left=0.1)
    alone = both.copy()
    alone[: 24 * 53] = 0
    frame = pl.concat([stream(hourly(seed=1)), stream(both, brand="Bel", alone=alone)])
    assert changes(frame) == [("Bel", "start", days(53), None)]


def test_a_small_brand_that_leaps_in_the_last_three_days_may_be_in_a_crisis():
    small = silent(hourly(), 0, 53, left=0.01)
    assert changes(pl.concat([stream(hourly(seed=1)), stream(small, brand="Bel")])) == []


def test_what_rises_and_falls_again_is_talk():
    crisis = hourly(a_day=48)
    crisis[24 * 30 : 24 * 34] *= 40
    assert changes(counted(Ada=crisis)) == []


def test_a_crisis_of_weeks_that_fades_is_talk():
    crisis = hourly(a_day=48)
    fading = 1 + 30 * 0.5 ** (np.arange(24 * 26) / 72)
    crisis[24 * 30 :] *= fading
    assert changes(counted(Ada=crisis)) == []


def test_a_medium_that_starts_is_told_apart_from_the_others():
    frame = pl.concat([stream(hourly()), stream(silent(hourly(seed=1), 0, 20), medium="blog")])
    found = collection(laid_out(frame)).changes
    assert found.select("medium", "kind", "day").rows() == [("blog", "start", days(20))]


def test_a_gap_of_all_is_told_once_and_not_again_of_each_brand():
    frame = counted(**{name: silent(hourly(seed=n), 20, 26) for n, name in enumerate("abcd")})
    assert len(changes(frame)) == 1


def test_a_few_mentions_say_nothing_of_collection():
    frame = counted(Ada=silent(hourly(a_day=0.3, weeks=12), 30, 50))
    assert changes(frame) == []


@pytest.mark.parametrize("seed", range(8))
def test_uneven_talk_is_not_taken_for_gaps(seed):
    frame = counted(Ada=hourly(seed=seed, a_day=12, days=0.5, stray=0.3, weeks=26))
    assert changes(frame) == []


def test_hours_outside_the_collection_are_marked_off():
    talk = laid_out(counted(Ada=hourly(), Bel=silent(hourly(seed=1), 0, 20)))
    found = collection(talk)
    off = (~found.is_on).sum(axis=1)
    assert off.tolist() == [0, 24 * 20]
    assert talk.line.first == MONDAY
