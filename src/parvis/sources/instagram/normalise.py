"""Posts of Instagram's web pages, in their older and newer form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import dig, each, first

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record


def unfold(value: Item) -> list[Item] | None:
    """Return the post, if the object is one.

    >>> unfold({"code": "C7", "taken_at": 1, "user": {}}) is None
    False
    """
    is_newer = {"code", "taken_at", "user"} <= value.keys()
    is_older = {"shortcode", "owner", "taken_at_timestamp"} <= value.keys()
    return [value] if is_newer or is_older else None


def record(item: Item) -> Record:
    """Return the values of a post under the schema's names.

    >>> record({"code": "C7", "caption": {"text": "Oui"}, "user": {"username": "free"}})["text"]
    'Oui'
    """
    key = first([item.get("code"), item.get("shortcode")])
    user = first([item.get("user"), item.get("owner")])
    caption = first(each(dig(item, "edge_media_to_caption", "edges"), "node", "text"))
    return {
        "id": key,
        "url": f"https://www.instagram.com/p/{key}",
        "published_at": first([item.get("taken_at"), item.get("taken_at_timestamp")]),
        "author_id": first([dig(user, "id"), dig(user, "pk")]),
        "author": dig(user, "username"),
        "author_verified": dig(user, "is_verified"),
        "text": first([dig(item, "caption", "text"), caption]),
        "likes": first([item.get("like_count"), dig(item, "edge_media_preview_like", "count")]),
        "replies": first([item.get("comment_count"), dig(item, "edge_media_to_comment", "count")]),
        "views": first([item.get("play_count"), item.get("video_view_count")]),
        "country": dig(item, "location", "name"),
        "media": item.get("display_url"),
    }
