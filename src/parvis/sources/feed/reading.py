"""A feed becomes items of one shape, whatever it is written in."""

from __future__ import annotations

import calendar
import datetime as dt
import html
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import feedparser
from yarl import URL

from parvis.collect.web import redacted
from parvis.errors import BadAnswerError
from parvis.sources.feed.decoding import decoded
from parvis.sources.payload import dig, each, first, objects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.collect.page import Item
    from parvis.collect.web import Answer

MOST: Final = 10_000
"""Items of one feed that are read: the first ones, as a feed begins with the newest."""

FURTHER: Final = ("next", "prev-archive")
"""Relations by which a feed names its older items (RFC 5005)."""

_CLOSED: Final = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)>\s*(?:<!--.*?-->\s*)*$", re.I | re.S)
_ZONE: Final = re.compile(r"(?:Z|[+-]\d\d:?\d\d|GMT|UTC?|[ECMP][SD]T)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds.

    Arguments:
        items: in its order, all of one shape.
        next: address of older items; None where it names none.
        is_cut: whether its end is missing; its last item is left for the next visit.
    """

    items: list[Item]
    next: str | None = None
    is_cut: bool = False


def read(answer: Answer) -> Feed:
    """Read a feed.

    Arguments:
        answer: of the server.

    Raises:
        BadAnswerError: it is no feed.

    Source: RSS 2.0; RFC 4287 (Atom); JSON Feed 1.1; RFC 5005 (paged and archived feeds).

    >>> from parvis.collect.web import Answer
    >>> body = b"<rss><channel><item><title>Oui</title></item></channel></rss>"
    >>> read(Answer(200, "https://a.example/feed", body=body)).items[0]["title"]
    'Oui'
    """
    words = decoded(answer)
    feed = _of_json(answer, words) if words.startswith("{") else _of_xml(answer, words)
    shared = Counter(str(dig(item, "link")) for item in feed.items)
    for item in objects(feed.items):
        item["id"] = _name(item, shared, answer.url)
    return feed


def _name(item: Item, shared: Counter[str], address: str) -> str | None:
    """The id of an item: a number that counts within one feed is told from those of others."""
    link = item.get("link")
    own = first([item.get("id"), link if shared[str(link)] == 1 else None])
    if own is None or ":" in str(own):
        return own
    return f"{URL(address).host}/{own}"


def _of_xml(answer: Answer, words: str) -> Feed:
    told = {"content-type": "application/xml; charset=utf-8", "content-location": answer.url}
    parsed = feedparser.parse(
        io.BytesIO(words.encode("utf-8", "replace")),
        response_headers=told,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise _no_feed(answer)
    language = parsed.feed.get("language")
    items = [_item(entry, language) for entry in parsed.entries[:MOST]]
    is_cut = bool(parsed.bozo) and not _CLOSED.search(words[-2000:])
    links = [link for rel in FURTHER for link in parsed.feed.get("links", []) if link.rel == rel]
    return Feed(items[:-1] if is_cut else items, _whole(answer, links), is_cut)


def _no_feed(answer: Answer) -> BadAnswerError:
    way_out = "look whether the address is that of the feed, not of the page that names it"
    return BadAnswerError.at(redacted(answer.url), "it is no feed", way_out, status=answer.status)


def _whole(answer: Answer, links: Sequence[Item]) -> str | None:
    """The first of some links, from where the feed is."""
    href = first(link.get("href") for link in links)
    try:
        return None if href is None else str(URL(answer.url).join(URL(str(href))))
    except ValueError:
        return None


def _item(entry: Item, language: str | None) -> Item:
    """An entry of RSS, RDF or Atom."""
    said = first([*entry.get("content", []), entry.get("summary_detail")]) or {}
    replies = [link for link in entry.get("links", []) if link.get("rel") == "replies"]
    about = first([entry.get("thr_in-reply-to"), entry.get("in-reply-to")]) or {}
    return {
        "id": entry.get("id"),
        "link": entry.get("link"),
        "title": html.unescape(entry.get("title", "")),
        "html": _as_html(said.get("value"), said.get("type")),
        "published": _when(entry, "published") or _when(entry, "updated"),
        "changed": _when(entry, "updated"),
        "author": entry.get("author"),
        "language": first([said.get("language"), language]),
        "tags": each(entry.get("tags"), "term"),
        "media": each(entry.get("enclosures"), "href"),
        "replies": entry.get("slash_comments"),
        "answers": first([entry.get("wfw_commentrss"), *each(replies, "href")]),
        "reply_to": about.get("ref") if isinstance(about, dict) else None,
    }


def _as_html(words: str | None, kind: str | None) -> str | None:
    return html.escape(words) if words and kind == "text/plain" else words


def _when(entry: Item, name: str) -> str | None:
    """A date as ISO 8601 where it is understood: of what was not said, nothing is made up."""
    said, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if not said or not parsed:
        return said
    at = dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC)
    if ":" not in said:
        return at.date().isoformat()
    return (at if _ZONE.search(said.strip()) else at.replace(tzinfo=None)).isoformat()


def _of_json(answer: Answer, words: str) -> Feed:
    try:
        held = json.loads(words)
    except (ValueError, RecursionError) as fault:
        raise _no_feed(answer) from fault
    if not isinstance(held.get("items"), list):
        raise _no_feed(answer)
    items = [_json_item(item, held) for item in held["items"][:MOST]]
    following = [{"href": held["next_url"]}] if held.get("next_url") else []
    return Feed(items, _whole(answer, following))


def _json_item(item: Item, feed: Item) -> Item:
    if not isinstance(item, dict):
        return item
    plain = first([item.get("content_text"), item.get("summary")])
    authors = first([item.get("authors"), [item.get("author")], feed.get("authors")])
    return {
        "id": first([item.get("id")]),
        "link": first([item.get("url"), item.get("external_url")]),
        "title": item.get("title"),
        "html": first([item.get("content_html"), _as_html(str(plain or ""), "text/plain")]),
        "published": first([item.get("date_published"), item.get("date_modified")]),
        "changed": item.get("date_modified"),
        "author": first(each(authors, "name")),
        "language": first([item.get("language"), feed.get("language")]),
        "tags": item.get("tags"),
        "media": each(objects(item.get("attachments")), "url"),
    }
