"""Submissions and comments of Reddit's listings, the answers nested in them included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import Json, dig, first, objects

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record

_NO_POSTS = {
    "t2": "an account, not a post",
    "t4": "a private message",
    "t5": "a subreddit, not a post",
    "t6": "an award, not a post",
}
_SITE = "https://www.reddit.com"


def unfold(value: Item) -> list[Item] | None:
    """Return the things of a listing in reading order, answers after what they answer.

    >>> unfold({"kind": "Listing", "data": {"children": [{"kind": "t5", "data": {}}]}})
    [{'kind': 't5', 'data': {}}]
    """
    if isinstance(dig(value, "json", "data"), dict):
        value = {"kind": "Listing", "data": {"children": value["json"]["data"].get("things")}}
    if not _is_thing(value):
        return None
    found, waiting = [], [value]
    while waiting:
        thing = waiting.pop()
        if thing["kind"] != "Listing":
            found.append(thing)
        waiting += [child for child in reversed(_below(thing)) if _is_thing(child)]
    return found


def record(item: Item) -> Record | str:
    """Return the values of a submission or comment under the schema's names, or why it is none.

    >>> record({"kind": "t1", "data": {"name": "t1_b", "parent_id": "t3_a"}})["reply_to"]
    't3_a'
    """
    kind, data = item["kind"], item["data"]
    if kind == "more":
        return f"a stub for {data.get('count') or 'more'} comments that were not loaded"
    if kind not in {"t1", "t3"}:
        return _NO_POSTS.get(kind, f"a thing of kind {kind!r}, not a post")
    return {
        "id": first([data.get("name"), f"{kind}_{data.get('id')}"]),
        "url": _address(data),
        "published_at": first([data.get("created_utc"), data.get("created")]),
        "author_id": data.get("author_fullname"),
        "author": data.get("author"),
        "title": first([data.get("title"), data.get("link_title")]),
        "text": data.get("body") if kind == "t1" else data.get("selftext"),
        "likes": data.get("score"),
        "replies": data.get("num_comments") if kind == "t3" else None,
        **(_of_comment(data) if kind == "t1" else _of_submission(data)),
    }


def _is_thing(value: Json) -> bool:
    return isinstance(dig(value, "kind"), str) and isinstance(dig(value, "data"), dict)


def _below(thing: Item) -> list[Item]:
    data = thing["data"]
    return objects(data.get("children")) + objects([data.get("replies")])


def _of_comment(data: Item) -> Record:
    return {"kind": "comment", "reply_to": data.get("parent_id"), "thread": data.get("link_id")}


def _of_submission(data: Item) -> Record:
    return {
        "kind": "post",
        "thread": data.get("name"),
        "quote_of": data.get("crosspost_parent"),
        "links": None if data.get("is_self") else data.get("url"),
    }


def _address(data: Item) -> str | None:
    """Older comments have no address of their own; it follows from thread and id."""
    if isinstance(data.get("permalink"), str):
        return _SITE + data["permalink"]
    thread = str(data.get("link_id")).removeprefix("t3_")
    return f"{_SITE}/comments/{thread}/_/{data.get('id')}/" if data.get("link_id") else None
