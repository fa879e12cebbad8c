"""4CAT: the columns its data sets share, whatever the platform they come from."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

PLATFORM = Platform(
    habits=Habits(source="4cat", is_gatherer=True, handles="dotted"),
    names={
        "id": ("id",),
        "url": ("url", "link", "post_url", "tiktok_url", "youtube_url", "permalink"),
        "published_at": ("unix_timestamp", "timestamp"),
        "collected_at": ("collected_at", "timestamp_collected", "date_collected"),
        "author_id": ("author_id",),
        "author": ("author", "author_username", "username"),
        "author_followers": ("author_followers",),
        "author_verified": ("author_verified", "verified"),
        "title": ("subject", "title"),
        "text": ("body",),
        "declared_language": ("language_guess", "lang", "language"),
        "thread": ("thread_id",),
        "reply_to": ("reply_to", "parent_id", "parent"),
        "mentions": ("mentions", "usertags", "mentioned"),
        "hashtags": ("hashtags",),
        "links": ("urls", "url_original"),
        "likes": ("likes", "num_likes", "like_count", "score"),
        "reposts": ("shares", "retweet_count", "num_shares", "reposts"),
        "replies": ("comments", "num_comments", "reply_count", "replies"),
        "views": ("plays", "views", "view_count", "impression_count"),
        "country": ("location_name", "place_name", "location_created"),
        "media": ("image_url", "images", "media_url", "video_url"),
    },
    marks=(
        mark("thread_id", "body"),
        mark("body", "unix_timestamp"),
        mark("body", "timestamp", "author"),
    ),
)
