"""Posts of X's API 2, whose authors stand beside them in `includes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import Json, dig, each, first, objects

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record

_REFERENCES = {"replied_to": "reply_to", "retweeted": "repost_of", "quoted": "quote_of"}


def is_answer(value: Item) -> bool:
    """Tell whether an object is an answer of API 2 that holds posts.

    >>> is_answer({"data": [{"id": "7", "text": "Bonjour", "author_id": "1"}]})
    True
    """
    data = value.get("data")
    found = objects(data if isinstance(data, list) else [data])
    signs = {"author_id", "edit_history_tweet_ids", "public_metrics"}
    return bool(found) and {"id", "text"} <= found[0].keys() and bool(signs & found[0].keys())


def posts(answer: Item) -> list[Item]:
    """Return the posts of an answer, each with its author under "author".

    >>> posts({"data": {"id": "7", "text": "Bonjour", "author_id": "1"}})[0]["author"] is None
    True
    """
    data = answer["data"]
    users = {str(user.get("id")): user for user in objects(dig(answer, "includes", "users"))}
    return [
        {"public_metrics": {}, **post, "author": users.get(str(post.get("author_id")))}
        for post in objects(data if isinstance(data, list) else [data])
    ]


def record_2(item: Item) -> Record:
    """Return the values of a post under the schema's names.

    >>> record_2({"id": "7", "text": "Oui", "referenced_tweets": [{"type": "quoted", "id": "3"}]})[
    ...     "quote_of"
    ... ]
    '3'
    """
    user, key, metrics = item.get("author"), item.get("id"), item.get("public_metrics")
    handle = dig(user, "username")
    return {
        "id": key,
        "url": f"https://x.com/{handle or 'i'}/status/{key}",
        "published_at": item.get("created_at"),
        "author_id": item.get("author_id"),
        "author": handle,
        "author_followers": dig(user, "public_metrics", "followers_count"),
        "author_verified": dig(user, "verified"),
        "text": first([dig(item, "note_tweet", "text"), item.get("text")]),
        "declared_language": item.get("lang"),
        **_references(item.get("referenced_tweets")),
        "thread": item.get("conversation_id"),
        "mentions": each(dig(item, "entities", "mentions"), "username"),
        "hashtags": each(dig(item, "entities", "hashtags"), "tag"),
        "links": each(dig(item, "entities", "urls"), "expanded_url"),
        "likes": dig(metrics, "like_count"),
        "reposts": dig(metrics, "retweet_count"),
        "replies": dig(metrics, "reply_count"),
        "views": dig(metrics, "impression_count"),
        "country": dig(user, "location"),
    }


def _references(references: Json) -> Record:
    return {
        _REFERENCES[kind]: reference.get("id")
        for reference in objects(references)
        if (kind := str(reference.get("type"))) in _REFERENCES
    }
