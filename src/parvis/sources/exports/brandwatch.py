"""Brandwatch Consumer Research: mentions of many platforms, a few lines about the query on top."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

PLATFORM = Platform(
    habits=Habits(source="brandwatch", is_gatherer=True),
    names={
        "id": ("Resource Id", "Mention Id"),
        "medium": ("Page Type", "Page Type Name", "Content Source", "Content Source Name"),
        "kind": ("Thread Entry Type",),
        "url": ("Url", "Original Url", "Mention URL"),
        "published_at": ("Date",),
        "collected_at": ("Added",),
        "author_id": (
            "X Author ID", "Twitter Author ID", "Facebook Author ID", "Instagram Author ID",
        ),
        "author": ("Author", "Full Name"),
        "author_followers": (
            "X Followers", "Twitter Followers", "Instagram Followers", "TikTok Followers",
        ),
        "author_verified": ("X Verified", "Twitter Verified"),
        "title": ("Title",),
        "text": ("Full Text", "Snippet"),
        "declared_language": ("Language",),
        "reply_to": ("X Reply to", "Twitter Reply to", "Parent Post Id"),
        "repost_of": ("X Repost of", "Twitter Retweet of"),
        "thread": ("Thread Id", "Thread URL"),
        "mentions": ("Mentioned Authors",),
        "hashtags": ("Hashtags",),
        "links": ("Expanded URLs",),
        "likes": (
            "X Likes", "Twitter Likes", "Facebook Likes", "Instagram Likes", "YouTube Likes",
            "TikTok Likes", "LinkedIn Likes", "Bluesky Likes", "Threads Likes", "Likes",
        ),
        "reposts": (
            "X Reposts", "Twitter Retweets", "Facebook Shares", "TikTok Shares", "LinkedIn Shares",
            "Bluesky Reposts", "Threads Reposts", "Shares",
        ),
        "replies": (
            "X Replies", "Twitter Reply Count", "Facebook Comments", "Instagram Comments",
            "Reddit Comments", "YouTube Comments", "TikTok Comments", "LinkedIn Comments",
            "Blog Comments", "Forum Posts", "Comments",
        ),
        "views": ("YouTube Views", "TikTok Views", "Forum Views", "Views"),
        "rating": ("Rating", "Star Rating"),
        "country": ("Country", "Location Name", "Country Code"),
        "media": ("Media URLs", "Image URLs"),
    },
    marks=(
        mark("Query Name", "Full Text"),
        mark("Query Name", "Snippet", "Url"),
        mark("Page Type", "Thread Id"),
        mark("Page Type", "Full Text"),
    ),
)  # fmt: skip
