"""Statuses of Mastodon's API: timelines, searches, contexts, notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import Json, dig, each, first, objects

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record

_HOLDERS = ("statuses", "ancestors", "descendants", "accounts")


def unfold(value: Item) -> list[Item] | None:
    """Return the items of an answer: statuses, and the accounts and tags among them.

    >>> unfold({"ancestors": [], "descendants": [{"id": "7", "content": "", "account": {}}]})
    [{'id': '7', 'content': '', 'account': {}}]
    """
    if _is_item(value):
        return [value]
    if _is_status(value.get("status")):
        return [value["status"]]
    held = [item for key in _HOLDERS for item in objects(value.get(key))]
    return held if held and _is_item(held[0]) else None


def record(item: Item) -> Record | str:
    """Return the values of a status under the schema's names, or why it is none.

    The words of a boost are those of the status boosted.

    >>> record({"id": "7", "content": "<p>Oui</p>", "account": {"acct": "free@mamot.fr"}})["author"]
    'free@mamot.fr'
    """
    if not _is_status(item):
        return "an account, not a post"
    original = item.get("reblog")
    account, shown = item["account"], original if isinstance(original, dict) else item
    return {
        "id": item.get("id"),
        "url": first([item.get("url"), item.get("uri")]),
        "published_at": item.get("created_at"),
        "author_id": account.get("id"),
        "author": first([account.get("acct"), account.get("username")]),
        "author_followers": account.get("followers_count"),
        "title": shown.get("spoiler_text"),
        "text": shown.get("content"),
        "declared_language": shown.get("language"),
        "reply_to": item.get("in_reply_to_id"),
        "repost_of": dig(original, "id"),
        "quote_of": _quoted(item.get("quote")),
        "mentions": each(shown.get("mentions"), "acct"),
        "hashtags": each(shown.get("tags"), "name"),
        "links": first([dig(shown, "card", "url")]),
        "likes": item.get("favourites_count"),
        "reposts": item.get("reblogs_count"),
        "replies": item.get("replies_count"),
        "media": each(shown.get("media_attachments"), "url"),
    }


def _is_status(value: Json) -> bool:
    return isinstance(dig(value, "account"), dict) and "content" in value and "id" in value


def _is_item(value: Item) -> bool:
    return _is_status(value) or ("acct" in value and "username" in value)


def _quoted(quote: Json) -> Json:
    """Mastodon 4.4 wraps the status quoted; other servers give it bare."""
    if not quote:
        return None
    return first(
        [dig(quote, "quoted_status", "id"), dig(quote, "quoted_status_id"), dig(quote, "id")]
    )
