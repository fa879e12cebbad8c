"""Reddit, by the listings of its API."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Api, Platform, mark
from parvis.sources.reddit.normalise import record, unfold

PLATFORM = Platform(
    habits=Habits(source="reddit", medium="forum"),
    names={
        "id": ("name", "id"),
        "url": ("full_link", "permalink", "url"),
        "published_at": ("created_utc", "created"),
        "author": ("author",),
        "title": ("title", "link_title"),
        "text": ("selftext", "body"),
        "reply_to": ("parent_id",),
        "thread": ("link_id",),
        "likes": ("score", "ups"),
        "replies": ("num_comments",),
    },
    marks=(mark("subreddit", "created_utc"), mark("selftext", "subreddit")),
    api=Api(unfold=unfold, record=record),
)
