"""A Mastodon server, and what it is asked for.

Source: docs.joinmastodon.org, "Timelines", "Accounts", "Search", read in November 2026.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, Literal

from yarl import URL

from parvis.collect.page import Answered
from parvis.errors import SourceError
from parvis.sources.connector import Settings
from parvis.sources.payload import dig, objects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.collect.page import Cursor, Item
    from parvis.collect.web import Answer
    from parvis.sources.connector import Visit

MOST: Final = 40
"""Statuses of a page; the API gives no more."""


class Mastodon(Settings, frozen=True, kw_only=True):
    """What a listen file says of a Mastodon server; one of the ways to listen is chosen.

    Arguments:
        server: its address, as https://mamot.fr.
        hashtag: without #.
        account: as free@mamot.fr.
        timeline: public, local to the server, or home: whom the key's owner follows.
        search: words; the server must search texts, and asks for a key.
        stream: whether posts are told as they come; of a hashtag or a timeline.
    """

    server: str
    hashtag: str | None = None
    account: str | None = None
    timeline: Literal["public", "local", "home"] | None = None
    search: str | None = None
    stream: bool = False


def when(status: Item) -> float | None:
    """Return when a status was published or edited, in seconds since 1970.

    >>> when({"created_at": "2026-11-29T06:00:00.000Z"})
    1795932000.0
    """
    said = dig(status, "edited_at") or dig(status, "created_at")
    try:
        return dt.datetime.fromisoformat(str(said)).timestamp()
    except ValueError:
        return None


def _below(answer: Answer, statuses: Sequence[Item]) -> str | None:
    """The page after a full one of a server that names none, as in searches, and in snac at all.

    One that gives the same page again does not know how to go on.
    """
    url = URL(answer.url)
    last = dig(statuses[-1], "id") if len(statuses) >= MOST else None
    if last is None or "Link" in answer.headers or url.query.get("max_id") == str(last):
        return None
    return str(url.update_query(max_id=str(last)))


class Server:
    """Asks a server for pages; its `Link` header says what the next one is.

    Arguments:
        settings: of the source.
        visit: with its token, where there is one.
    """

    def __init__(self, settings: Mastodon, visit: Visit) -> None:
        self._settings, self._visit = settings, visit

    async def ask(self, token: Cursor) -> Answered:
        """Ask for a page; the newest statuses where there is no token."""
        url, params = (str(token), None) if token else await self._first()
        answer = await self._visit.web.get(url, params=params, headers=self.headers())
        held = answer.json()
        statuses = held if isinstance(held, list) else objects(dig(held, "statuses"))
        further = answer.link("next") or _below(answer, statuses)
        return Answered(items=statuses, next=further, origin=self._settings.name)

    def headers(self) -> dict[str, str]:
        """Who asks."""
        secret = self._visit.secret
        return {"Authorization": f"Bearer {secret}"} if secret else {}

    async def _first(self) -> tuple[str, dict[str, Any]]:
        """The address of the newest statuses."""
        said, most = self._settings, {"limit": MOST}
        if said.hashtag:
            return self._at(f"timelines/tag/{said.hashtag.removeprefix('#')}"), most
        if said.account:
            return self._at(f"accounts/{await self._number(said.account)}/statuses"), most
        if said.timeline == "home":
            return self._at("timelines/home"), most
        if said.timeline:
            local = {"local": "true"} if said.timeline == "local" else {}
            return self._at("timelines/public"), {**most, **local}
        if said.search:
            query = {"q": said.search, "type": "statuses"}
            return f"{said.server.rstrip('/')}/api/v2/search", {**most, **query}
        way_out = "write hashtag, account, timeline or search"
        raise SourceError.at(said.name, "it is not said what to listen to", way_out)

    async def _number(self, account: str) -> str:
        """The id of an account on this server."""
        answer = await self._visit.web.get(
            self._at("accounts/lookup"), params={"acct": account}, headers=self.headers()
        )
        found = dig(answer.json(), "id")
        if found is None:
            raise SourceError.at(self._settings.name, f"no account {account!r}", "mend its name")
        return str(found)

    def _at(self, path: str) -> str:
        return f"{self._settings.server.rstrip('/')}/api/v1/{path}"
