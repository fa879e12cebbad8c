"""Posts of Bluesky: feeds, searches, quotes, threads. What a post embeds is not counted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.sources.payload import Json, dig, each, first, objects

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record

_HOLDERS = ("feed", "posts", "followers", "follows", "actors", "likes", "repostedBy")
_POST = "/app.bsky.feed.post/"


def unfold(value: Item) -> list[Item] | None:
    """Return the items of an answer: posts, and the accounts among them.

    >>> unfold({"posts": [{"uri": "at://did:plc:1/app.bsky.feed.post/7", "record": {}}]})
    [{'uri': 'at://did:plc:1/app.bsky.feed.post/7', 'record': {}}]
    """
    if isinstance(value.get("thread"), dict):
        return _of_thread(value["thread"])
    for key in _HOLDERS:
        held = objects(value.get(key))
        if held and _is_item(held[0]):
            return held
    return [value] if _is_item(value) else None


def record(item: Item) -> Record | str:
    """Return the values of a post under the schema's names, or why it is none.

    >>> post = {"uri": "at://did:plc:1/app.bsky.feed.post/7", "record": {"text": "Oui"}}
    >>> record({"post": post})["url"]
    'https://bsky.app/profile/did:plc:1/post/7'
    """
    if item.get("notFound") or item.get("blocked"):
        return "a post that was deleted or is hidden"
    view = item["post"] if isinstance(item.get("post"), dict) else item
    if not isinstance(view.get("record"), dict):
        return "an account, not a post"
    if str(dig(item, "reason", "$type")).endswith("reasonRepost"):
        return _of_repost(view, item["reason"])
    return _of_post(view)


def _of_thread(thread: Item) -> list[Item]:
    """The post asked for, those above it and all answers below."""
    found, waiting = [], [thread]
    while waiting:
        node = waiting.pop(0)
        found.append(node)
        waiting += objects([node.get("parent")]) + objects(node.get("replies"))
    return found


def _is_item(value: Item) -> bool:
    view = value.get("post", value)
    is_post = isinstance(dig(view, "record"), dict) and str(dig(view, "uri")).startswith("at://")
    return is_post or ("did" in value and "handle" in value)


def _of_post(view: Item) -> Record:
    said, author = view["record"], view.get("author")
    return {
        "id": view.get("uri"),
        "url": _address(view),
        "published_at": first([said.get("createdAt"), view.get("indexedAt")]),
        **_author(author),
        "text": said.get("text"),
        "declared_language": first(said["langs"] if isinstance(said.get("langs"), list) else []),
        "reply_to": dig(said, "reply", "parent", "uri"),
        "quote_of": _quoted(said.get("embed")),
        "thread": first([dig(said, "reply", "root", "uri"), view.get("uri")]),
        **_named(view),
        "likes": view.get("likeCount"),
        "reposts": view.get("repostCount"),
        "replies": view.get("replyCount"),
    }


def _of_repost(view: Item, reason: Item) -> Record:
    """A repost is its own mention: by whom and when it was reposted, in the original's words."""
    did = dig(reason, "by", "did")
    return {
        **{name: _of_post(view)[name] for name in ("text", "url", "declared_language", "links")},
        "id": first([reason.get("uri"), f"{view.get('uri')}#repost-by-{did}"]),
        "published_at": reason.get("indexedAt"),
        **_author(reason.get("by")),
        "repost_of": view.get("uri"),
    }


def _author(author: Json) -> Record:
    seals = (
        dig(author, "verification", key) for key in ("verifiedStatus", "trustedVerifierStatus")
    )
    return {
        "author_id": dig(author, "did"),
        "author": dig(author, "handle"),
        "author_followers": dig(author, "followersCount"),
        "author_verified": "valid" in seals if dig(author, "verification") else None,
    }


def _named(view: Item) -> Record:
    facets = objects(dig(view, "record", "facets"))
    features = [feature for facet in facets for feature in objects(facet.get("features"))]
    embed = first([dig(view, "embed", "media"), view.get("embed")])
    card = dig(embed, "external", "uri")
    return {
        "hashtags": each(features, "tag"),
        "links": each(features, "uri") + ([card] if card else []),
        "media": each(dig(embed, "images"), "fullsize") + each([embed], "playlist"),
    }


def _quoted(embed: Json) -> str | None:
    """The post embedded, with or without pictures; lists and feeds are embedded the same way."""
    uri = first([dig(embed, "record", "record", "uri"), dig(embed, "record", "uri")])
    return uri if isinstance(uri, str) and _POST in uri else None


def _address(view: Item) -> str | None:
    did, _, key = str(view.get("uri")).removeprefix("at://").partition(_POST)
    return f"https://bsky.app/profile/{dig(view, 'author', 'handle') or did}/post/{key}"
