"""Mastodon, and what speaks its API."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.mastodon.normalise import record, unfold
from parvis.sources.platform import Api, Platform

PLATFORM = Platform(
    habits=Habits(source="mastodon", medium="micro-blog", is_html=True, handles="declared"),
    api=Api(unfold=unfold, record=record),
)
