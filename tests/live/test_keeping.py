"""What becomes of pages on their way to the lake."""

from __future__ import annotations

from contextlib import contextmanager

import polars as pl
import pytest

from parvis.collect.cursors import Cursors
from parvis.collect.dead_letters import DeadLetters
from parvis.collect.page import Departure, Page
from parvis.filter import Recall
from parvis.live import EXAMPLE, parse
from parvis.live.departing import Departed, see_to
from parvis.live.keeping import Arrived, Keeper
from parvis.live.pipeline import Pipeline
from parvis.live.states import State, States
from parvis.sources.bluesky.connector import viewed
from parvis.store import create_lake, open_lake

URI = "at://did:plc:a/app.bsky.feed.post/3k"
POST = viewed(URI, {"text": "Our brand is down", "createdAt": "2026-11-29T06:00:00Z"})
JETSTREAM = (
    EXAMPLE.partition("[[source]]")[0]
    + """
[[source]]
kind = "jetstream"
name = "sky"
"""
)


@contextmanager
def keeping(folder):
    """A keeper of an empty lake, the source it keeps for, and the state of that source."""
    plan = parse(JETSTREAM, folder=folder)
    (heard,) = plan.heard
    states = States()
    states.of["sky"] = State(name="sky", kind="jetstream", every=60.0, began=None)
    letters, cursors = DeadLetters(folder / "letters"), Cursors(folder / "cursors")
    pipeline = Pipeline(plan, Recall(mentions=1_000))
    with create_lake(plan.lake_folder).writing("test") as writer:
        yield (
            Keeper(writer, pipeline, states, letters, cursors, Departed(folder / "departed")),
            heard,
            states.of["sky"],
        )


def arrived(heard, **page):
    return Arrived(heard=heard, page=Page(**page), walk="sky")


def test_a_post_that_comes_with_its_deletion_is_kept_and_deleted(tmp_path):
    with keeping(tmp_path) as (keeper, heard, state):
        keeper.take([arrived(heard, items=[POST]), arrived(heard, removed=[URI])])
        keeper.flush()
        assert (state.new, state.removed) == (1, 1)


def test_the_deletion_of_what_was_never_kept_leaves_nothing(tmp_path):
    with keeping(tmp_path) as (keeper, heard, state):
        keeper.take([arrived(heard, removed=[URI])])
        assert state.removed == 0
        keeper.take([arrived(heard, items=[POST])])
        keeper.take([arrived(heard, removed=[URI, URI])])
        keeper.take([arrived(heard, removed=[URI])])
        assert (state.new, state.removed) == (1, 1)


@pytest.mark.parametrize(
    ("policy", "for_good", "rows"),
    [("mark", True, 2), ("erase", False, 2), ("erase", True, 0)],
    ids=["marked", "only hidden", "erased"],
)
def test_with_an_account_go_its_posts_as_the_policy_says(tmp_path, policy, for_good, rows):
    other = viewed(URI.replace(":a/", ":b/"), POST["record"])
    gone = Departure("did:plc:a", for_good=for_good)
    departed = Departed(tmp_path / "departed")
    with keeping(tmp_path) as (keeper, heard, state):
        keeper.take([arrived(heard, items=[POST, other]), arrived(heard, departed=[gone])])
    lake, states = open_lake(tmp_path / "lake"), States(of={"sky": state})
    for _ in range(2):
        see_to(departed, lake, states, policy)
        departed.note("bluesky", [gone])
    left = lake.mentions().select("author_id").collect()["author_id"].to_list()
    assert left == ["did:plc:b"]
    told = lake.read("mentions").filter(pl.col("id").str.contains("plc:a")).collect()
    assert told.height == rows
    assert state.removed == (policy == "mark" or not for_good)
