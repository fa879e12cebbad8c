"""Videos of TikTok's web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import dig, each

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record


def unfold(value: Item) -> list[Item] | None:
    """Return the video, if the object is one.

    >>> unfold({"desc": "Oui", "createTime": 1, "stats": {}, "author": "free"}) is None
    False
    """
    is_video = {"desc", "createTime", "author"} <= value.keys() and "stats" in value
    return [value] if is_video else None


def record(item: Item) -> Record:
    """Return the values of a video under the schema's names.

    >>> record({"id": "7", "desc": "Oui", "author": {"uniqueId": "free"}})["url"]
    'https://www.tiktok.com/@free/video/7'
    """
    author = item.get("author")
    handle = author if isinstance(author, str) else dig(author, "uniqueId")
    return {
        "id": item.get("id"),
        "url": f"https://www.tiktok.com/@{handle}/video/{item.get('id')}",
        "published_at": item.get("createTime"),
        "author_id": dig(author, "id"),
        "author": handle,
        "author_followers": dig(item, "authorStats", "followerCount"),
        "author_verified": dig(author, "verified"),
        "text": item.get("desc"),
        "declared_language": item.get("textLanguage"),
        "hashtags": each(item.get("textExtra"), "hashtagName"),
        "likes": dig(item, "stats", "diggCount"),
        "reposts": dig(item, "stats", "shareCount"),
        "replies": dig(item, "stats", "commentCount"),
        "views": dig(item, "stats", "playCount"),
    }
