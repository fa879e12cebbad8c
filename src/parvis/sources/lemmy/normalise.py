"""Posts and comments of Lemmy, in versions 3 and 4 of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import dig, first

if TYPE_CHECKING:
    from parvis.sources.payload import Json
    from parvis.sources.platform import Item, Record


def record(item: Item) -> Record | str:
    """Return the values of a post or comment under the schema's names, or why it is neither.

    Arguments:
        item: a view as the server gave it, with `server`, its address.

    >>> post = {"ap_id": "https://a.example/post/5", "name": "La fibre"}
    >>> said = {"id": 7, "ap_id": "https://b.example/comment/7", "content": "Oui", "path": "0.6.7"}
    >>> told = record({"comment": said, "post": post, "server": "https://a.example"})
    >>> told["thread"], told["reply_to"]
    ('https://a.example/post/5', 'https://a.example/comment/6')
    """
    comment, post = item.get("comment"), item.get("post")
    own = comment if isinstance(comment, dict) else post
    if not isinstance(own, dict) or not isinstance(post, dict) or not own.get("ap_id"):
        return "neither a post nor a comment"
    told = _of_comment(item, comment, post) if isinstance(comment, dict) else _of_post(own)
    return {
        **told,
        "id": own["ap_id"],
        "url": own["ap_id"],
        "published_at": first([own.get("published_at"), own.get("published")]),
        "author_id": dig(item, "creator", "ap_id") or dig(item, "creator", "actor_id"),
        "author": dig(item, "creator", "name"),
        "title": post.get("name"),
        "likes": _count(item, own, "score"),
        "replies": first([_count(item, own, "comments"), _count(item, own, "child_count")]),
        "thread": post.get("ap_id"),
    }


def _of_post(post: Item) -> Record:
    return {
        "kind": "post",
        "text": post.get("body"),
        "links": post.get("url"),
        "media": post.get("thumbnail_url"),
    }


def _of_comment(item: Item, comment: Item, post: Item) -> Record:
    """A path names the comments above: 0, the first, …, itself; the server knows them by number."""
    above = str(comment.get("path")).split(".")[1:-1]
    parent = f"{item.get('server')}/comment/{above[-1]}" if above else post.get("ap_id")
    return {"kind": "comment", "text": comment.get("content"), "reply_to": parent}


def _count(item: Item, own: Item, name: str) -> Json:
    return first([dig(item, "counts", name), own.get(name)])
