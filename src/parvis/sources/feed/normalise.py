"""Items of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import first

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record


def record(item: Item) -> Record | str:
    """Return the values of an item under the schema's names, or why it is none.

    One without a title is a post; one that answers another is a comment.

    Arguments:
        item: as `reading.read` gives it.

    >>> record({"title": "La fibre arrive", "id": "https://a.example/1"})["kind"]
    'article'
    >>> record({"id": "https://a.example/1"})
    'neither title nor words'
    """
    title, words = first([item.get("title")]), first([item.get("html")])
    if title is None and words is None:
        return "neither title nor words"
    return {
        "id": item.get("id"),
        "kind": _kind(item, title),
        "url": item.get("link"),
        "published_at": item.get("published"),
        "author": item.get("author"),
        "title": title,
        "text": words,
        "declared_language": item.get("language"),
        "reply_to": item.get("reply_to"),
        "thread": item.get("thread"),
        "hashtags": item.get("tags"),
        "replies": item.get("replies"),
        "media": item.get("media"),
    }


def _kind(item: Item, title: object) -> str:
    if item.get("thread") or item.get("reply_to"):
        return "comment"
    return "post" if title is None else "article"
