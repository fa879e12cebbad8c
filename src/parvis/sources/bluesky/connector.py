"""Asks Bluesky for posts: by words, by author, or out of the repository an account keeps them in.

Source: docs.bsky.app, "app.bsky.feed.searchPosts", "app.bsky.feed.getAuthorFeed",
"com.atproto.repo.listRecords", read in November 2026.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.errors import BadRequestError, CredentialsError, SourceError
from parvis.sources.bluesky import PLATFORM
from parvis.sources.bluesky.normalise import record
from parvis.sources.bluesky.session import bearer, forget
from parvis.sources.connector import Connector, Settings
from parvis.sources.payload import dig, first

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit

MOST: Final = 100
"""Posts of a page; the API gives no more."""

POSTS: Final = "app.bsky.feed.post"
OPEN, OWN = "https://public.api.bsky.app", "https://bsky.social"


class Bluesky(Settings, frozen=True, kw_only=True):
    """What a listen file says of Bluesky; one of search, author and repository is chosen.

    Arguments:
        search: words, in Bluesky's own language; asks for a key.
        author: a handle, or a DID: posts, answers and reposts as Bluesky shows them.
        repository: a handle, or a DID: the account's own posts, from the server that keeps them.
        server: that is asked; Bluesky's own if None.
    """

    search: str | None = None
    author: str | None = None
    repository: str | None = None
    server: str | None = None


def pages(settings: Bluesky, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest post down to those that were kept."""
    return newest_first(_Server(settings, visit).ask, visit.since, when)


def history(settings: Bluesky, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest post down to the first that the server gives."""
    return newest_first(_Server(settings, visit).ask, visit.since, when, is_whole=True)


def when(item: Item) -> float | None:
    """Return when a post or repost was seen by the network, in seconds since 1970.

    That is when it was indexed: by it the pages are ordered, while `createdAt` is whatever the
    author's program says. A repository knows only the latter.

    >>> when({"post": {"indexedAt": "2026-11-29T06:00:00.000Z", "record": {}}})
    1795932000.0
    """
    view = first([dig(item, "post"), item])
    indexed = first([dig(item, "reason", "indexedAt"), dig(view, "indexedAt")])
    try:
        said = first([indexed, dig(view, "record", "createdAt")])
        return dt.datetime.fromisoformat(str(said)).timestamp()
    except (ValueError, OverflowError):
        return None


class _Server:
    """Asks a server for pages; each says by which cursor the next one is asked for."""

    def __init__(self, settings: Bluesky, visit: Visit) -> None:
        self._settings, self._visit = settings, visit
        usual = OPEN if settings.author and visit.secret is None else OWN
        self._server = (settings.server or usual).rstrip("/")

    async def ask(self, token: Cursor) -> Answered:
        name, holder, params = self._chosen()
        given = params | {"limit": str(MOST)} | ({"cursor": str(token)} if token else {})
        headers = await bearer(self._settings, self._visit, self._server)
        address = f"{self._server}/xrpc/{name}"
        try:
            answer = await self._visit.web.get(address, params=given, headers=headers)
        except (CredentialsError, BadRequestError):
            forget(self._visit, self._server)
            raise
        told = answer.json()
        held = dig(told, holder)
        items = [_viewed(item) for item in held] if isinstance(held, list) else []
        return Answered(items=items, next=dig(told, "cursor"), origin=self._settings.name)

    def _chosen(self) -> tuple[str, str, dict[str, str]]:
        """What is asked for, where its posts lie in the answer, and how they are chosen."""
        said = self._settings
        if said.search:
            self._visit.needed(said, "an account's app password: Bluesky searches for nobody else")
            return "app.bsky.feed.searchPosts", "posts", {"q": said.search, "sort": "latest"}
        if said.author:
            return "app.bsky.feed.getAuthorFeed", "feed", {"actor": said.author.lstrip("@")}
        if said.repository:
            chosen = {"repo": said.repository.lstrip("@"), "collection": POSTS}
            return "com.atproto.repo.listRecords", "records", chosen
        way_out = "write search, author or repository"
        raise SourceError.at(said.name, "it is not said what to listen to", way_out)


def _viewed(item: Item) -> Item:
    """A record as a repository holds it becomes a post as Bluesky shows it; others are those."""
    uri, said = dig(item, "uri"), dig(item, "value")
    return item if said is None else viewed(str(uri), said)


def viewed(uri: str, said: Item, indexed: str | None = None) -> Item:
    """Return a record as Bluesky would show it, without what only Bluesky knows.

    Arguments:
        uri: of the post.
        said: the record.
        indexed: when the network saw it.

    >>> viewed("at://did:plc:1/app.bsky.feed.post/7", {"text": "Oui"})["author"]
    {'did': 'did:plc:1'}
    """
    did = uri.removeprefix("at://").partition("/")[0]
    view = {"uri": uri, "author": {"did": did}, "record": said, "embed": dig(said, "embed")}
    return view if indexed is None else {**view, "indexedAt": indexed}


CONNECTOR: Final = Connector(
    kind="bluesky",
    habits=PLATFORM.habits,
    record=record,
    settings=Bluesky,
    pages=pages,
    history=history,
)
