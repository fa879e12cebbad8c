"""Listens to the world's news by GDELT: titles and addresses of articles, never their words.

Source: blog.gdeltproject.org, "GDELT DOC 2.0 API Debuts", read in November 2026.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any, Final

from parvis.collect.dead_letters import Rejected
from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.errors import BadAnswerError
from parvis.normalise.rows import Habits
from parvis.sources.connector import Connector, Seconds, Settings
from parvis.sources.payload import dig, first, moment, objects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.collect.web import Answer
    from parvis.sources.connector import Visit
    from parvis.sources.platform import Record

MOST: Final = 250
"""Articles of a page; the API gives no more."""

QUARTER: Final = 900.0
"""Seconds between two updates of GDELT."""

_ESCAPE: Final = re.compile(r'\\(?!["\\/bfnrtu])')


class Gdelt(Settings, frozen=True, kw_only=True):
    """What a listen file says of GDELT.

    Arguments:
        search: words, as GDELT's query language has them: `"our brand" sourcelang:french`.
        pause: seconds between two questions; GDELT asks for five.
        server: its address.
    """

    search: str
    every: Seconds = QUARTER
    pause: float = 5.0
    server: str = "https://api.gdeltproject.org"


def pages(settings: Gdelt, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest article down to those that were kept."""
    ask = _Search(settings, visit).ask
    return newest_first(ask, visit.since, when, overlap=4 * QUARTER)


def history(settings: Gdelt, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest article down to the first that GDELT searches."""
    return newest_first(_Search(settings, visit).ask, visit.since, when, is_whole=True)


def when(article: Item) -> float | None:
    """Return when GDELT saw an article, in seconds since 1970.

    >>> when({"seendate": "20261129T060000Z"})
    1795932000.0
    """
    return moment(dig(article, "seendate"))


def record(article: Item) -> Record | str:
    """Return the values of an article under the schema's names, or why it is none.

    Its title is all of its words that is known; its date is when GDELT saw it.

    >>> record({"url": "https://a.example/1", "title": "La fibre arrive"})["text"]
    'La fibre arrive'
    """
    if not article.get("url") or first([article.get("title")]) is None:
        return "no article"
    return {
        "id": article["url"],
        "url": article["url"],
        "published_at": article.get("seendate"),
        "author": article.get("domain"),
        "text": article["title"],
        "declared_language": article.get("language"),
        "country": article.get("sourcecountry"),
        "media": article.get("socialimage"),
    }


class _Search:
    """Asks for articles seen before a moment, with the pause that GDELT wants."""

    def __init__(self, settings: Gdelt, visit: Visit) -> None:
        self._settings, self._visit, self._asked = settings, visit, False

    async def ask(self, before: Cursor) -> Answered:
        if self._asked:
            await asyncio.sleep(self._settings.pause)
        self._asked = True
        answer = await self._visit.web.get(
            f"{self._settings.server.rstrip('/')}/api/v2/doc/doc", params=self._params(before)
        )
        articles = objects(dig(_read(answer), "articles"))
        following, is_short = _after(articles, before)
        return Answered(
            items=articles,
            next=following,
            origin=self._settings.name,
            rejected=[self._missed(str(before))] if is_short else [],
        )

    def _missed(self, before: str) -> Rejected:
        why = f"more than {MOST} articles in a quarter of an hour; GDELT gives no others of it"
        return Rejected.of(self._settings.name, None, why, f"until {before}: narrow the search")

    def _params(self, before: Cursor) -> dict[str, str | int]:
        told: dict[str, str | int] = {"query": self._settings.search, "mode": "artlist"}
        told |= {"format": "json", "sort": "datedesc", "maxrecords": MOST}
        if before is not None:
            told |= {"startdatetime": "20170101000000", "enddatetime": str(before)}
        return told


def _read(answer: Answer) -> Any:  # noqa: ANN401 - whatever JSON it is
    """What an answer holds; titles bring backslashes that are no JSON."""
    try:
        return answer.json()
    except BadAnswerError:
        try:
            return json.loads(_ESCAPE.sub("", answer.text()), strict=False)
        except ValueError:
            pass
        raise


def _after(articles: list[Item], before: Cursor) -> tuple[Cursor, bool]:
    """Until when to ask next, and whether a quarter of an hour held more than a page shows.

    >>> _after([], None)
    (None, False)
    """
    times = [at for at in map(when, articles) if at is not None]
    if len(articles) < MOST or not times:
        return None, False
    last = dt.datetime.fromtimestamp(min(times), dt.UTC)
    if f"{last:%Y%m%d%H%M%S}" != before:
        return f"{last:%Y%m%d%H%M%S}", False
    return f"{last - dt.timedelta(seconds=1):%Y%m%d%H%M%S}", True


CONNECTOR: Final = Connector(
    kind="gdelt",
    habits=Habits(source="gdelt", medium="news", kind="article"),
    record=record,
    settings=Gdelt,
    pages=pages,
    history=history,
    polite=60.0,
)
