"""Bluesky, by the AT Protocol's app.bsky views."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.bluesky.normalise import record, unfold
from parvis.sources.platform import Api, Platform

PLATFORM = Platform(
    habits=Habits(source="bluesky", medium="micro-blog", handles="dotted"),
    api=Api(unfold=unfold, record=record),
)
