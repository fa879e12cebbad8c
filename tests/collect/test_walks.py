"""Walks over a source that pages: cut off at any page, they pass over no post."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first, oldest_first

SIZE = 3


class Forum:
    """A source whose pages begin with the newest post, and go on by the time of the last one."""

    def __init__(self) -> None:
        self.posts: list[float] = []
        self.asked = 0

    async def newest(self, token: Any) -> Answered:
        self.asked += 1
        below = sorted((at for at in self.posts if token is None or at < token), reverse=True)
        page = below[:SIZE]
        return Answered(items=page, next=page[-1] if len(below) > SIZE else None)

    async def oldest(self, token: Any) -> Answered:
        page = sorted(at for at in self.posts if token is None or at > token)[:SIZE]
        return Answered(items=page, next=page[-1] if page else None)


async def _visit(forum: Forum, walk: str, cursor: Any, cut: int | None) -> tuple[list[float], Any]:
    """Walk, and be killed after so many pages; what was kept, and the cursor that was saved."""
    kept: list[float] = []
    pages = (
        newest_first(forum.newest, cursor, float, overlap=0.5, now=lambda: 1e9)
        if walk == "newest"
        else oldest_first(forum.oldest, cursor)
    )
    count = 0
    async for page in pages:
        kept += page.items
        cursor = page.cursor
        count += 1
        if count == cut:
            break
    return kept, cursor


@given(
    walk=st.sampled_from(["newest", "oldest"]),
    rounds=st.lists(
        st.tuples(st.integers(0, 20), st.none() | st.integers(1, 4)), min_size=1, max_size=8
    ),
)
def test_a_walk_that_is_cut_off_at_any_page_passes_over_nothing(walk, rounds):
    forum, cursor, kept, clock = Forum(), None, set(), 0.0
    forum.posts.append(clock)
    first, cursor = asyncio.run(_visit(forum, walk, cursor, None))
    kept |= set(first)
    for arriving, cut in rounds:
        for _ in range(arriving):
            clock += 1.0
            forum.posts.append(clock)
        found, cursor = asyncio.run(_visit(forum, walk, cursor, cut))
        kept |= set(found)
    for _ in range(2):  # what was cut off is walked to its end, then what came meanwhile
        found, cursor = asyncio.run(_visit(forum, walk, cursor, None))
        kept |= set(found)
    assert kept == set(forum.posts)


def test_a_visit_to_a_source_with_nothing_new_asks_for_one_page():
    forum = Forum()
    forum.posts = [float(at) for at in range(100)]
    _, cursor = asyncio.run(_visit(forum, "newest", None, None))
    forum.asked = 0
    asyncio.run(_visit(forum, "newest", cursor, None))
    assert forum.asked == 1


def test_a_post_from_the_future_does_not_hide_those_that_follow():
    forum = Forum()
    forum.posts = [10.0, 5e9]
    _, cursor = asyncio.run(_visit(forum, "newest", None, None))
    forum.posts = [10.0, 5e9, *(float(at) for at in range(1_000_000_000, 1_000_000_010))]
    kept, _ = asyncio.run(_visit(forum, "newest", cursor, None))
    assert set(range(1_000_000_000, 1_000_000_010)) <= set(kept)


def test_the_first_walk_reads_one_page_unless_all_is_wanted():
    forum = Forum()
    forum.posts = [float(at) for at in range(10)]

    async def whole() -> list[float]:
        pages = newest_first(forum.newest, None, float, is_whole=True)
        return [at async for page in pages for at in page.items]

    assert len(asyncio.run(_visit(forum, "newest", None, None))[0]) == SIZE
    assert sorted(asyncio.run(whole())) == forum.posts


def test_old_posts_pinned_to_the_top_do_not_end_a_walk():
    forum = Forum()
    forum.posts = [float(at) for at in range(100, 103)]
    _, cursor = asyncio.run(_visit(forum, "newest", None, None))
    forum.posts += [float(at) for at in range(103, 110)]

    async def pinned(token: Any) -> Answered:
        answered = await forum.newest(token)
        if token is None:
            return Answered(items=[1.0, 2.0, *answered.items], next=answered.next)
        return answered

    async def visit() -> set[float]:
        return {
            at
            async for page in newest_first(pinned, cursor, float, overlap=0.5)
            for at in page.items
        }

    assert set(forum.posts[3:]) <= asyncio.run(visit())
