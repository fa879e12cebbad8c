"""Listens to a forum that runs Discourse: its newest posts, of all topics.

Source: docs.discourse.org, "List latest posts across topics"; the posts controller of Discourse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yarl import URL

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Settings
from parvis.sources.discourse.normalise import record
from parvis.sources.payload import dig, moment, objects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit


class Discourse(Settings, frozen=True, kw_only=True):
    """What a listen file says of a forum.

    Arguments:
        server: its address, as https://meta.discourse.org.
        user: whose key it is, where a key is named.
    """

    server: str
    user: str = "system"


def pages(settings: Discourse, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest post down to those that were kept."""
    return newest_first(_Forum(settings, visit).ask, visit.since, when)


def history(settings: Discourse, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest post down to the first."""
    return newest_first(_Forum(settings, visit).ask, visit.since, when, is_whole=True)


def when(post: Item) -> float | None:
    """Return when a post was published, in seconds since 1970.

    >>> when({"created_at": "2026-11-29T06:00:00.000Z"})
    1795932000.0
    """
    return moment(dig(post, "created_at"))


class _Forum:
    """Asks for posts by their number: each page for those below the last."""

    def __init__(self, settings: Discourse, visit: Visit) -> None:
        self._settings, self._visit = settings, visit

    async def ask(self, before: Cursor) -> Answered:
        answer = await self._visit.web.get(
            f"{self._settings.server.rstrip('/')}/posts.json",
            params=None if before is None else {"before": int(before)},
            headers=self._headers(),
        )
        posts = objects(dig(answer.json(), "latest_posts"))
        forum = URL(self._settings.server).host
        numbers = [post["id"] for post in posts if isinstance(post.get("id"), int)]
        return Answered(
            items=[{**post, "forum": forum} for post in posts],
            next=min(numbers) - 1 if numbers and min(numbers) > 1 else None,
            origin=self._settings.name,
        )

    def _headers(self) -> dict[str, str]:
        secret = self._visit.secret
        return {"Api-Key": secret, "Api-Username": self._settings.user} if secret else {}


CONNECTOR: Final = Connector(
    kind="discourse",
    habits=Habits(source="discourse", medium="forum", is_html=True),
    record=record,
    settings=Discourse,
    pages=pages,
    history=history,
)
