"""Talkwalker: results of many platforms under the names of its documents."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

_EXTRA = "article_extended_attributes."

PLATFORM = Platform(
    habits=Habits(source="talkwalker", is_gatherer=True),
    names={
        "id": ("external_id", "id"),
        "medium": ("source_type",),
        "kind": ("post_type",),
        "url": ("url", "permalink"),
        "published_at": ("published",),
        "collected_at": ("search_indexed", "indexed"),
        "author_id": ("extra_author_attributes.id",),
        "author": (
            "extra_author_attributes.short_name", "extra_author_attributes.name",
            "extra_source_attributes.name", "author",
        ),
        "author_followers": ("extra_author_attributes.followers", "followers"),
        "title": ("title", "title_snippet"),
        "text": ("content", "content_snippet"),
        "declared_language": ("lang",),
        "reply_to": ("parent_url",),
        "thread": ("root_url",),
        "links": ("outlinks",),
        "likes": (_EXTRA + "twitter_likes", _EXTRA + "facebook_likes", _EXTRA + "likes", "likes"),
        "reposts": (
            _EXTRA + "twitter_retweets", _EXTRA + "twitter_shares", _EXTRA + "facebook_shares",
            "retweets",
        ),
        "replies": (_EXTRA + "num_comments", "num_comments", "comments"),
        "views": (_EXTRA + "num_views", "num_views"),
        "country": (
            "extra_author_attributes.world_data.country",
            "extra_source_attributes.world_data.country",
        ),
        "media": ("images.url", "images"),
    },
    marks=(
        mark("extra_author_attributes.name"),
        mark("extra_source_attributes.name"),
        mark("content_snippet"),
        mark("domain_url", "published"),
        mark("search_indexed", "published"),
    ),
)  # fmt: skip
