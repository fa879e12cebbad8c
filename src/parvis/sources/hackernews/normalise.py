"""Stories and comments of Hacker News."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import first

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record

_SITE = "https://news.ycombinator.com/item?id="


def record(item: Item) -> Record | str:
    """Return the values of a story or comment under the schema's names, or why it is neither.

    >>> record({"objectID": "7", "comment_text": "Oui", "parent_id": 6, "story_id": 5})["reply_to"]
    6
    >>> record({"objectID": "7"})
    'neither a story nor a comment'
    """
    key, words = item.get("objectID"), first([item.get("comment_text"), item.get("story_text")])
    if key is None or first([words, item.get("title")]) is None:
        return "neither a story nor a comment"
    is_comment = item.get("comment_text") is not None
    return {
        "id": key,
        "kind": "comment" if is_comment else "post",
        "url": f"{_SITE}{key}",
        "published_at": item.get("created_at_i"),
        "author": item.get("author"),
        "title": first([item.get("title"), item.get("story_title")]),
        "text": words,
        "reply_to": item.get("parent_id") if is_comment else None,
        "thread": first([item.get("story_id"), key]),
        "links": None if is_comment else item.get("url"),
        "likes": item.get("points"),
        "replies": item.get("num_comments"),
    }
