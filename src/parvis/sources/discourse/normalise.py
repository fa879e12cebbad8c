"""Posts of Discourse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import first, objects

if TYPE_CHECKING:
    from parvis.sources.payload import Json
    from parvis.sources.platform import Item, Record

_LIKE = 2


def record(item: Item) -> Record | str:
    """Return the values of a post under the schema's names, or why it is none.

    A post is known by its place in its topic, by which answers name it too.

    Arguments:
        item: as the forum wrote it, with `forum`, its host.

    >>> said = {
    ...     "id": 9,
    ...     "topic_id": 5,
    ...     "post_number": 2,
    ...     "cooked": "<p>Oui</p>",
    ...     "forum": "a.example",
    ... }
    >>> told = record(said)
    >>> told["id"], told["reply_to"]
    ('a.example/t/5/2', 'a.example/t/5/1')
    """
    topic, number = item.get("topic_id"), item.get("post_number")
    if topic is None or not isinstance(number, int) or item.get("cooked") is None:
        return "no post"
    thread = f"{item.get('forum')}/t/{topic}"
    return {
        "id": f"{thread}/{number}",
        "kind": "post" if number == 1 else "reply",
        "url": f"https://{thread}/{number}",
        "published_at": item.get("created_at"),
        "author_id": item.get("user_id"),
        "author": item.get("username"),
        "title": first([item.get("topic_title")]),
        "text": item.get("cooked"),
        "reply_to": None if number == 1 else f"{thread}/{item.get('reply_to_post_number') or 1}",
        "thread": thread,
        "likes": _likes(item.get("actions_summary")),
        "replies": item.get("reply_count"),
        "views": item.get("reads"),
    }


def _likes(actions: Json) -> Json:
    counts = (action.get("count", 0) for action in objects(actions) if action.get("id") == _LIKE)
    return next(counts, 0 if isinstance(actions, list) else None)
