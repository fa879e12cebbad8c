"""Near-duplicates in batches: what one frame would say, within bounds, and after a restart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import InputError, MissingColumnsError
from parvis.filter import Recall, group_duplicates, name_firsts
from parvis.filter.recall import MENTIONS
from tests.filter.test_duplicates import SAID, TEXTS, planted

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ADDED = ["duplicate_group", "duplicate_of", "duplicate_reason"]


def arrived(*texts: str, first: int = 0) -> pl.DataFrame:
    ids = [f"m{first + place}" for place in range(len(texts))]
    return pl.DataFrame({"id": ids, "text": texts}, {"id": pl.String, "text": pl.String})


def fed(recall: Recall, mentions: pl.DataFrame, sizes: list[int]) -> pl.DataFrame:
    """Feed mentions in batches of these sizes, and the rest at once."""
    starts = [min(sum(sizes[:each]), mentions.height) for each in range(len(sizes) + 1)]
    ends = [*starts[1:], mentions.height]
    return pl.concat(
        [recall.group(mentions[start:end], at=NOW) for start, end in zip(starts, ends, strict=True)]
    )


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 5), max_size=6))
def test_batches_say_what_one_frame_in_order_of_arrival_says(texts, sizes):
    mentions = arrived(*texts)
    found = fed(Recall(mentions=100), mentions, sizes)
    assert name_firsts(found).equals(group_duplicates(mentions))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_one_batch_needs_nothing_to_be_named_later(texts):
    mentions = arrived(*texts)
    assert Recall(mentions=100).group(mentions, at=NOW).equals(group_duplicates(mentions))


@pytest.mark.parametrize("size", [1, 170, 5_000])
def test_planted_edits_are_found_across_batches_as_in_one_frame(size):
    texts, _ = planted(800, np.random.default_rng(2010))
    mentions = arrived(*texts)
    found = fed(Recall(mentions=1_000), mentions, [size] * (len(texts) // size))
    assert name_firsts(found).equals(group_duplicates(mentions))


def test_a_frame_is_read_in_parts_without_a_seam(monkeypatch):
    texts, _ = planted(400, np.random.default_rng(3))
    whole = Recall(mentions=1_000).group(arrived(*texts), at=NOW)
    monkeypatch.setattr("parvis.filter.recall.CHUNK", 7)
    assert Recall(mentions=1_000).group(arrived(*texts), at=NOW).equals(whole)


def test_the_first_learns_its_name_where_a_copy_comes_with_it_or_from_the_lake():
    recall = Recall(mentions=100)
    alone = recall.group(arrived(SAID), at=NOW)
    copies = recall.group(arrived(SAID, SAID, first=1), at=NOW)
    assert alone.select(ADDED).row(0) == (None, None, None)
    assert copies.select(ADDED).rows() == [("m0", "m0", "exact")] * 2
    assert name_firsts(pl.concat([alone, copies]))["duplicate_group"].to_list() == ["m0"] * 3


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (SAID.upper(), "exact"),
        (f"RT @voisin: {SAID} https://t.co/a1", "reposted"),
        (f"{SAID} https://t.co/a1", "link changed"),
        (f"{SAID} #panne", "hashtags changed"),
        (SAID.replace("matin", "soir"), "near"),
    ],
)
def test_the_reason_is_told_across_batches(copy, reason):
    recall = Recall(mentions=100)
    recall.group(arrived("autre chose que tout cela", SAID), at=NOW)
    assert recall.group(arrived(copy, first=2), at=NOW)["duplicate_reason"].item() == reason


def test_a_mention_fetched_twice_is_no_copy_of_itself():
    recall = Recall(mentions=100)
    first = recall.group(arrived(SAID), at=NOW)
    again = recall.group(arrived(SAID), at=NOW)
    assert again.equals(first)


def test_what_was_not_met_for_days_is_forgotten_and_what_is_met_lives():
    recall = Recall(mentions=100, days=2)
    campaign, once = SAID, "Rien à voir : le concert de ce soir est annulé à cause de la pluie"
    recall.group(arrived(campaign, once), at=NOW)
    for day in range(1, 5):
        recall.group(arrived(campaign, first=10 + day), at=NOW + timedelta(days=day))
    later = recall.group(arrived(campaign, once, first=20), at=NOW + timedelta(days=5))
    assert later["duplicate_of"].to_list() == ["m0", None]
    assert len(recall) == 2


@pytest.mark.parametrize("room", [2, 50, 64, 200])
def test_it_never_holds_more_than_its_room_and_keeps_the_half_met_last(room):
    recall = Recall(mentions=room)
    for place in range(0, 1_000, 10):
        words = [f"mot{place + n} suit de près la ligne{place + n}" for n in range(10)]
        marked = recall.group(arrived(*words, first=place), at=NOW)
        assert marked["duplicate_of"].null_count() == 10
        assert len(recall) <= room
        again = recall.group(arrived(*words[-(room // 2) :], first=5_000), at=NOW)
        assert again["duplicate_of"].to_list() == [
            f"m{place + 10 - min(10, room // 2) + n}" for n in range(min(10, room // 2))
        ]


def test_a_first_is_kept_as_long_as_any_of_its_variants():
    recall = Recall(mentions=40)
    letters = [f"Bonjour client{n}, {SAID.lower()} et nous y travaillons" for n in range(500)]
    found = [recall.group(arrived(letter, first=n), at=NOW) for n, letter in enumerate(letters)]
    assert pl.concat(found)["duplicate_of"].to_list() == [None, *["m0"] * 499]


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 14))
def test_after_a_restart_it_says_what_it_would_have_said(before, after, cut):
    recall = Recall(mentions=100)
    mentions = arrived(*before)
    past = pl.concat([recall.group(part, at=NOW) for part in (mentions[:cut], mentions[cut:])])
    times = pl.Series([NOW + timedelta(hours=4 * n) for n in range(len(before))])
    dated = past.with_columns(arrived_at=times.cast(pl.Datetime("us", "UTC")))
    later = arrived(*after, first=100)
    again = Recall.of(dated.sample(fraction=1, shuffle=True, seed=1), room=100)
    assert again.group(later, at=NOW).equals(recall.group(later, at=NOW))


def test_after_a_restart_a_group_keeps_the_name_of_a_first_that_is_gone():
    recall = Recall(mentions=100)
    past = recall.group(arrived(SAID, SAID, SAID), at=NOW)
    dated = past[1:].with_columns(arrived_at=pl.lit(NOW))
    later = arrived(SAID, first=10)
    again = Recall.of(dated).group(later, at=NOW)
    assert again.equals(recall.group(later, at=NOW))


def test_a_remembered_mention_takes_little():
    room = MENTIONS // 16
    texts, _ = planted(room, np.random.default_rng(5))
    ids = [f"mastodon:{10**17 + place}" for place in range(room)]
    recall = Recall(mentions=room)
    fed(recall, pl.DataFrame({"id": ids, "text": texts[:room]}), [1_000] * (room // 1_000))
    assert recall.nbytes <= 300 * len(recall)


def test_what_cannot_be_remembered_is_refused():
    with pytest.raises(InputError, match="cannot be remembered"):
        Recall(mentions=1)
    with pytest.raises(InputError, match="more than no days"):
        Recall(days=0)
    with pytest.raises(MissingColumnsError, match="missing columns: id;"):
        Recall(mentions=9).group(pl.DataFrame({"text": ["a"]}))
    with pytest.raises(MissingColumnsError, match="arrived_at"):
        Recall.of(arrived("a"))
    with pytest.raises(MissingColumnsError, match="duplicate_of"):
        name_firsts(arrived("a"))
