"""Topics and frequent questions: groups of posts across languages, called by their own words."""

from __future__ import annotations

from parvis.enrich.topics.finding import group_topics
from parvis.enrich.topics.known import KnownTopics
from parvis.enrich.topics.questions import asks, faq
from parvis.enrich.topics.said import Said, said_in, unread
from parvis.enrich.topics.table import TABLE, topics

__all__ = [
    "TABLE",
    "KnownTopics",
    "Said",
    "asks",
    "faq",
    "group_topics",
    "said_in",
    "topics",
    "unread",
]
