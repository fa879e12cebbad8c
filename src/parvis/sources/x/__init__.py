"""X, formerly Twitter: its exports, and the answers of its API 1.1 and 2."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Api, Platform, mark
from parvis.sources.x.normalise import record, unfold

PLATFORM = Platform(
    habits=Habits(source="x", medium="micro-blog", is_american=True),
    names={
        "id": ("Tweet Id", "Post Id", "id_str", "status_id", "id"),
        "url": ("Link", "Tweet Permalink", "Post Link", "Tweet Url", "Permalink", "Url"),
        "published_at": ("Created At", "Tweet Created", "time", "Date", "timestamp"),
        "author_id": ("user_id_str", "user.id_str", "author_id", "user_id", "User Id"),
        "author": (
            "Screen Name", "user.screen_name", "author.username", "user.username", "username",
            "user_screen_name", "author_username", "handle", "User Name", "Author", "name",
        ),
        "author_followers": (
            "Followers", "user.followers_count", "followers_count", "author_followers",
            "author.public_metrics.followers_count",
        ),
        "author_verified": ("user.verified", "verified", "author.verified"),
        "text": ("Full Text", "Tweet Text", "Post Text", "rawContent", "text", "Tweet"),
        "declared_language": ("Language", "lang"),
        "reply_to": (
            "In Reply To", "in_reply_to_status_id_str", "in_reply_to_status_id",
            "in_reply_to_tweet_id", "reply_to_status_id", "in_reply_to_id",
        ),
        "repost_of": (
            "Retweet Of", "Repost Of", "retweeted_status_id_str", "retweeted_status_id",
            "retweeted_status.id_str", "retweet_status_id", "retweet_id",
        ),
        "quote_of": (
            "Quote Of", "quoted_status_id_str", "quoted_status_id", "quoted_status.id_str",
        ),
        "thread": ("conversation_id_str", "conversation_id"),
        "mentions": ("user_mentions", "mentions", "Mentioned Users"),
        "hashtags": ("hashtags",),
        "links": ("urls", "expanded_urls", "Links"),
        "likes": ("Likes", "favorite_count", "like_count", "public_metrics.like_count"),
        "reposts": ("Retweets", "Reposts", "retweet_count", "public_metrics.retweet_count"),
        "replies": ("Replies", "reply_count", "public_metrics.reply_count"),
        "views": ("Views", "Impressions", "impression_count", "view_count"),
        "country": ("Country", "Location", "place.full_name", "user.location", "tweet_location"),
        "media": ("media_urls", "media_url", "photos", "Media"),
    },
    marks=(
        mark("Tweet Id"),
        mark("Tweet Text"),
        mark("Tweet Permalink"),
        mark("Post Text", "Post Link", "Impressions"),
        mark("Screen Name", "Full Text"),
        mark("Screen Name", "Text"),
        mark("id_str", "full_text"),
        mark("retweet_count", "favorite_count"),
        mark("rawContent", "retweetCount"),
        mark("public_metrics.retweet_count", "text"),
    ),
    api=Api(unfold=unfold, record=record),
)  # fmt: skip
