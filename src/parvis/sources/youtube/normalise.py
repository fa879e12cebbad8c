"""Comments and videos of YouTube's Data API 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import Json, dig, first, objects

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record

_WATCH = "https://www.youtube.com/watch?v="


def unfold(value: Item) -> list[Item] | None:
    """Return the items of an answer, the answers to a comment after it.

    >>> unfold({"kind": "youtube#comment", "id": "7"})
    [{'kind': 'youtube#comment', 'id': '7'}]
    """
    kind = str(value.get("kind"))
    if not kind.startswith("youtube#"):
        return None
    if kind.endswith("ListResponse"):
        return [item for held in objects(value.get("items")) for item in unfold(held) or [held]]
    if kind == "youtube#commentThread":
        answers = objects(dig(value, "replies", "comments"))
        return objects([dig(value, "snippet", "topLevelComment")]) + answers
    return [value]


def record(item: Item) -> Record | str:
    """Return the values of a comment or video under the schema's names, or why it is neither.

    >>> record({"kind": "youtube#comment", "id": "7", "snippet": {"textOriginal": "Oui"}})["text"]
    'Oui'
    """
    snippet = item.get("snippet")
    if isinstance(snippet, dict) and item.get("kind") == "youtube#comment":
        return _of_comment(item.get("id"), snippet)
    if isinstance(snippet, dict) and item.get("kind") == "youtube#video":
        return _of_video(item, snippet)
    return f"a {str(item.get('kind')).removeprefix('youtube#')}, not a comment"


def _of_comment(key: Json, snippet: Item) -> Record:
    video = snippet.get("videoId")
    return {
        "id": key,
        "kind": "comment",
        "url": f"{_WATCH}{video}&lc={key}" if video else None,
        "published_at": snippet.get("publishedAt"),
        "author_id": dig(snippet, "authorChannelId", "value"),
        "author": snippet.get("authorDisplayName"),
        "text": first([snippet.get("textOriginal"), snippet.get("textDisplay")]),
        "reply_to": snippet.get("parentId"),
        "thread": video,
        "likes": snippet.get("likeCount"),
    }


def _of_video(item: Item, snippet: Item) -> Record:
    key, counts = item.get("id"), item.get("statistics")
    return {
        "id": key,
        "kind": "post",
        "url": f"{_WATCH}{key}",
        "published_at": snippet.get("publishedAt"),
        "author_id": snippet.get("channelId"),
        "author": snippet.get("channelTitle"),
        "title": snippet.get("title"),
        "text": snippet.get("description"),
        "declared_language": first([snippet.get("defaultAudioLanguage")]),
        "thread": key,
        "likes": dig(counts, "likeCount"),
        "replies": dig(counts, "commentCount"),
        "views": dig(counts, "viewCount"),
    }
