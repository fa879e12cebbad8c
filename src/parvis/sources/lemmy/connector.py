"""Listens to a server of Lemmy: its posts or its comments, of all communities or of one.

Source: join-lemmy.org/docs, "API"; lemmy-js-client, `GetPosts` and `GetComments`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Settings
from parvis.sources.lemmy.normalise import record
from parvis.sources.payload import dig, first, moment, objects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit

MOST: Final = 50
"""Items of a page; the API gives no more."""


class Lemmy(Settings, frozen=True, kw_only=True):
    """What a listen file says of a server of Lemmy.

    Arguments:
        server: its address, as https://lemmy.world.
        what: posts or comments; whoever wants both names two sources.
        community: as technology, or technology@lemmy.ml; all that the server knows if None.
        version: of the API; a server of Lemmy 1.0 speaks v4.
    """

    server: str
    what: Literal["posts", "comments"] = "posts"
    community: str | None = None
    version: Literal["v3", "v4"] = "v3"


def pages(settings: Lemmy, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest item down to those that were kept."""
    return newest_first(_Server(settings, visit).ask, visit.since, when)


def history(settings: Lemmy, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest item down to the first that the server gives."""
    return newest_first(_Server(settings, visit).ask, visit.since, when, is_whole=True)


def when(view: Item) -> float | None:
    """Return when a post or comment was published, in seconds since 1970.

    >>> when({"post": {"published": "2026-11-29T06:00:00Z"}})
    1795932000.0
    """
    own = _own(view)
    return moment(first([dig(own, "published_at"), dig(own, "published")]))


def _own(view: Item) -> Item:
    return first([dig(view, "comment"), dig(view, "post")])


def _is_gone(view: Item) -> bool:
    """Whether a server lists it as taken down, by its author or by whoever keeps order."""
    own = _own(view)
    return bool(dig(own, "ap_id") and (own.get("deleted") or own.get("removed")))


class _Server:
    """Asks for pages by the server's word for the next; of comments in version 3, by number."""

    def __init__(self, settings: Lemmy, visit: Visit) -> None:
        self._settings, self._visit = settings, visit
        self._base = settings.server.rstrip("/")

    async def ask(self, token: Cursor) -> Answered:
        """The page of a token, with those after it as long as all on them was deleted."""
        removed: list[str] = []
        while True:
            held = await self._page(token)
            views = objects(first([dig(held, self._settings.what), dig(held, "items")]))
            removed += [str(_own(view)["ap_id"]) for view in views if _is_gone(view)]
            there = [{**view, "server": self._base} for view in views if not _is_gone(view)]
            token = self._next(token, dig(held, "next_page"), len(views))
            if there or not views or token is None:
                break
        return Answered(items=there, removed=removed, next=token, origin=self._settings.name)

    async def _page(self, token: Cursor) -> object:
        said = self._settings
        answer = await self._visit.web.get(
            f"{self._base}/api/{said.version}/{said.what.removesuffix('s')}/list",
            params=self._params(token),
            headers=self._headers(),
        )
        return answer.json()

    def _next(self, token: Cursor, named: object, count: int) -> Cursor:
        if not self._is_numbered:
            return named
        return None if count < MOST else int(token or 1) + 1

    @property
    def _is_numbered(self) -> bool:
        return self._settings.version == "v3" and self._settings.what == "comments"

    def _params(self, token: Cursor) -> dict[str, str | int]:
        said = self._settings
        told: dict[str, str | int] = {"limit": MOST, "type_": "All", "sort": "New"}
        if said.version == "v4":
            told |= {"type_": "all", "sort": "new"}
        if said.community:
            is_old = said.version == "v3"
            told["community_name" if is_old else "community_name_or_id"] = said.community
        if token is not None:
            told["page" if self._is_numbered else "page_cursor"] = token
        return told

    def _headers(self) -> dict[str, str]:
        secret = self._visit.secret
        return {"Authorization": f"Bearer {secret}"} if secret else {}


CONNECTOR: Final = Connector(
    kind="lemmy",
    habits=Habits(source="lemmy", medium="forum", handles="declared"),
    record=record,
    settings=Lemmy,
    pages=pages,
    history=history,
)
