"""Posts of X as its API 1.1, its API 2 and its web pages (captured by Zeeschuimer) deliver them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import Json, dig, each, first, objects
from parvis.sources.x.version_2 import is_answer, posts, record_2

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record


def unfold(value: Item) -> list[Item] | None:
    """Return the items of an answer of X: posts, and the accounts and places among them.

    >>> unfold({"statuses": [{"id_str": "7", "user": {}, "text": "Bonjour"}]})
    [{'id_str': '7', 'user': {}, 'text': 'Bonjour'}]
    """
    if is_answer(value):
        return posts(value)
    for key in ("statuses", "users"):
        found = objects(value.get(key))
        if found and _is_item(found[0]):
            return found
    return [value] if _is_item(value) else None


def record(item: Item) -> Record | str:
    """Return the values of a post under the schema's names, or why it is none.

    >>> record({"id_str": "7", "text": "Bonjour", "user": {"screen_name": "free"}})["author"]
    'free'
    """
    if "woeid" in item:
        return "a place with trends, not a post"
    if "edit_history_tweet_ids" in item or "public_metrics" in item:
        return record_2(item)
    if "rest_id" in item:
        return _of_page(item)
    return _of_status(item) if _is_status(item) else "an account, not a post"


def _is_item(value: Item) -> bool:
    is_account = "screen_name" in value and "followers_count" in value
    is_page = "rest_id" in value and isinstance(value.get("legacy"), dict)
    return _is_status(value) or is_account or is_page or ("woeid" in value and "placeType" in value)


def _is_status(value: Item) -> bool:
    has_words = "full_text" in value or "text" in value
    return (
        has_words and isinstance(value.get("user"), dict) and ("id_str" in value or "id" in value)
    )


def _of_status(item: Item) -> Record:
    """API 1.1. The text of a repost is cut there; the whole of it stands in the original."""
    user, original = item["user"], item.get("retweeted_status")
    entities = first([dig(item, "extended_tweet", "entities"), item.get("entities")])
    handle, key = user.get("screen_name"), _id(item)
    return {
        "id": key,
        "url": f"https://x.com/{handle or 'i'}/status/{key}",
        "published_at": item.get("created_at"),
        "author_id": _id(user),
        "author": handle,
        "author_followers": user.get("followers_count"),
        "author_verified": user.get("verified"),
        "text": _reposted(original) if isinstance(original, dict) else _words(item),
        "declared_language": item.get("lang"),
        "reply_to": first(
            [item.get("in_reply_to_status_id_str"), item.get("in_reply_to_status_id")]
        ),
        "repost_of": _id(original),
        "quote_of": first([item.get("quoted_status_id_str"), _id(item.get("quoted_status"))]),
        "thread": item.get("conversation_id_str"),
        **_named(entities, item.get("extended_entities")),
        "likes": item.get("favorite_count"),
        "reposts": item.get("retweet_count"),
        "replies": item.get("reply_count"),
        "country": first([dig(item, "place", "full_name"), user.get("location")]),
    }


def _named(entities: Json, extended: Json) -> Record:
    media = first([dig(extended, "media"), dig(entities, "media")])
    return {
        "mentions": each(dig(entities, "user_mentions"), "screen_name"),
        "hashtags": each(dig(entities, "hashtags"), "text"),
        "links": each(dig(entities, "urls"), "expanded_url"),
        "media": each(media, "media_url_https"),
    }


def _of_page(item: Item) -> Record:
    """A web page's post: the same values as API 1.1 in `legacy`, the author beside it."""
    account = dig(item, "core", "user_results", "result")
    user = {**(dig(account, "core") or {}), **(dig(account, "legacy") or {})}
    original = _unwrapped(dig(item, "legacy", "retweeted_status_result", "result"))
    status = {
        **item["legacy"],
        "id_str": item["rest_id"],
        "user": {**user, "id_str": dig(account, "rest_id")},
        "retweeted_status": original,
        "quoted_status": _unwrapped(dig(item, "quoted_status_result", "result")),
    }
    longer = dig(item, "note_tweet", "note_tweet_results", "result", "text")
    said = {} if original or not longer else {"text": longer}
    return {**_of_status(status), "views": dig(item, "views", "count"), **said}


def _unwrapped(result: Json) -> Item | None:
    inner = first([dig(result, "tweet"), result])
    if not isinstance(inner, dict) or not isinstance(inner.get("legacy"), dict):
        return None
    account = dig(inner, "core", "user_results", "result")
    user = first([dig(account, "legacy"), dig(account, "core")])
    return {**inner["legacy"], "id_str": inner.get("rest_id"), "user": user}


def _reposted(original: Item) -> str:
    return f"RT @{dig(original, 'user', 'screen_name') or ''}: {_words(original) or ''}"


def _words(item: Item) -> Json:
    longest = dig(item, "extended_tweet", "full_text")
    return first([longest, item.get("full_text"), item.get("text")])


def _id(item: Json) -> Json:
    return first([dig(item, "id_str"), dig(item, "id")])
