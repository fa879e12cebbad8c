"""Listens to YouTube with a key of one's own: comments of a channel or video, videos of a search.

Source: developers.google.com/youtube/v3, "CommentThreads: list", "Search: list", "Quota Costs".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.errors import SourceError
from parvis.sources.connector import Connector, Seconds, Settings
from parvis.sources.payload import dig, each, moment, objects
from parvis.sources.youtube import PLATFORM, normalise
from parvis.sources.youtube.quota import Quota

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit
    from parvis.sources.platform import Record


class YouTube(Settings, frozen=True, kw_only=True):
    """What a listen file says of YouTube; `key` names a key of its Data API.

    Arguments:
        channel: the id of one, UC…, of which all comments are heard.
        video: the id of one.
        search: words, for which videos are found; each page costs one of the day's searches.
        questions, searches: asked in a day at the most; the key may have other uses.
        server: its address.
    """

    channel: str | None = None
    video: str | None = None
    search: str | None = None
    every: Seconds = 1200.0
    questions: int = 5_000
    searches: int = 90
    server: str = "https://www.googleapis.com"


async def pages(settings: YouTube, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest comment or video down to those that were kept."""
    async for page in _walked(settings, visit, is_whole=False):
        yield page


async def history(settings: YouTube, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest down to the first comment, or to the end of a search."""
    async for page in _walked(settings, visit, is_whole=True):
        yield page


def when(item: Item) -> float | None:
    """Return when a comment or video was published; of an answer nothing, for threads are walked.

    >>> when({"snippet": {"publishedAt": "2026-11-29T06:00:00Z"}})
    1795932000.0
    """
    is_answer = dig(item, "snippet", "parentId") is not None
    return None if is_answer else moment(dig(item, "snippet", "publishedAt"))


def record(item: Item) -> Record | str:
    """Return the values of a comment or video under the schema's names, or why it is neither.

    >>> said = {"textDisplay": "I &lt;3 it", "textOriginal": "I <3 it"}
    >>> record({"kind": "youtube#comment", "id": "7", "snippet": said})["text"]
    'I &lt;3 it'
    """
    snippet = item.get("snippet")
    if not isinstance(snippet, dict) or not snippet.get("textDisplay"):
        return normalise.record(item)
    as_html = {name: value for name, value in snippet.items() if name != "textOriginal"}
    return normalise.record({**item, "snippet": as_html})


async def _walked(settings: YouTube, visit: Visit, *, is_whole: bool) -> AsyncIterator[Page]:
    kept = visit.since if isinstance(visit.since, dict) else {}
    bounds = {"questions": settings.questions, "searches": settings.searches}
    asking = _Data(settings, visit, Quota(settings.name, bounds, kept.get("asked")))
    async for page in newest_first(asking.ask, kept, when, is_whole=is_whole):
        yield replace(page, cursor={**page.cursor, "asked": asking.quota.cursor})


class _Data:
    """Asks the Data API, each question counted."""

    def __init__(self, settings: YouTube, visit: Visit, quota: Quota) -> None:
        self._settings, self._visit, self.quota = settings, visit, quota

    async def ask(self, token: Cursor) -> Answered:
        paged = {"pageToken": str(token)} if token is not None else {}
        held = await (self._found(paged) if self._settings.search else self._threads(paged))
        items = [part for item in objects(dig(held, "items")) for part in _parts(item)]
        return Answered(items=items, next=dig(held, "nextPageToken"), origin=self._settings.name)

    async def _threads(self, paged: dict[str, str]) -> dict[str, Any]:
        said = self._settings
        about = {"allThreadsRelatedToChannelId": said.channel, "videoId": said.video}
        named = {name: value for name, value in about.items() if value}
        if len(named) != 1:
            way_out = "write one of channel, video and search"
            raise SourceError.at(said.name, "it is not said what to listen to", way_out)
        params: dict[str, str | int] = {"part": "snippet,replies", "maxResults": 100}
        return await self._asked("commentThreads", {**params, "order": "time", **named, **paged})

    async def _found(self, paged: dict[str, str]) -> dict[str, Any]:
        """The videos of a search, with their words and counts, which a search does not give."""
        params = {"part": "id", "type": "video", "order": "date", "q": str(self._settings.search)}
        found = await self._asked("search", {**params, "maxResults": 50, **paged})
        named = ",".join(each(found.get("items"), "id", "videoId"))
        if not named:
            return {"items": []}
        videos = await self._asked("videos", {"part": "snippet,statistics", "id": named})
        return {**videos, "nextPageToken": found.get("nextPageToken")}

    async def _asked(self, what: str, params: dict[str, str | int]) -> dict[str, Any]:
        self.quota.ask("searches" if what == "search" else "questions")
        key = self._visit.needed(self._settings, "a key of YouTube's Data API")
        answer = await self._visit.web.get(
            f"{self._settings.server.rstrip('/')}/youtube/v3/{what}",
            params=params,
            headers={"X-Goog-Api-Key": key},
        )
        held = answer.json()
        return held if isinstance(held, dict) else {}


def _parts(item: Item) -> list[Item]:
    """A thread's comment and the answers shown with it; anything else as it is."""
    return normalise.unfold(item) or [item]


CONNECTOR: Final = Connector(
    kind="youtube",
    habits=PLATFORM.habits,
    record=record,
    settings=YouTube,
    pages=pages,
    history=history,
)
