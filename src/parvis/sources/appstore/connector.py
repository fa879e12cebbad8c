"""Listens to reviews in Apple's App Store, country by country.

Source: the feed of customer reviews of itunes.apple.com, read in November 2026.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.errors import SourceError
from parvis.sources.connector import Connector, Seconds, Settings
from parvis.sources.exports.app_reviews import APP_STORE
from parvis.sources.payload import dig, moment, objects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit
    from parvis.sources.platform import Record

MOST_PAGES: Final = 10
"""Pages of fifty reviews that Apple gives of one country."""


class AppStore(Settings, frozen=True, kw_only=True):
    """What a listen file says of an application.

    Arguments:
        app: its number, as in the address of its page: apps.apple.com/…/id284882215.
        countries: in which it is sold, as Apple writes them: fr, us.
        server: its address.
    """

    app: int
    countries: list[str]
    every: Seconds = 3600.0
    server: str = "https://itunes.apple.com"


async def pages(settings: AppStore, visit: Visit) -> AsyncIterator[Page]:
    """Walk each country from the newest review down to those that were kept."""
    async for page in _walked(settings, visit, is_whole=False):
        yield page


async def history(settings: AppStore, visit: Visit) -> AsyncIterator[Page]:
    """Walk the five hundred newest reviews of each country."""
    async for page in _walked(settings, visit, is_whole=True):
        yield page


def when(review: Item) -> float | None:
    """Return when a review was written or changed, in seconds since 1970.

    >>> when({"updated": {"label": "2026-11-28T23:00:00-07:00"}})
    1795932000.0
    """
    return moment(dig(review, "updated", "label"))


def record(review: Item) -> Record | str:
    """Return the values of a review under the schema's names, or why it is none.

    >>> said = {"id": {"label": "7"}, "im:rating": {"label": "2"}, "content": {"label": "Lent"}}
    >>> record(said)["rating"]
    '2'
    """
    key, words = dig(review, "id", "label"), dig(review, "content", "label")
    if key is None or words is None:
        return "no review"
    return {
        "id": key,
        "url": dig(review, "link", "attributes", "href"),
        "published_at": dig(review, "updated", "label"),
        "author": dig(review, "author", "name", "label"),
        "title": dig(review, "title", "label"),
        "text": words,
        "thread": review.get("app"),
        "likes": dig(review, "im:voteSum", "label"),
        "rating": dig(review, "im:rating", "label"),
        "country": review.get("country"),
    }


async def _walked(settings: AppStore, visit: Visit, *, is_whole: bool) -> AsyncIterator[Page]:
    if not settings.countries:
        way_out = 'write countries = ["fr"]'
        raise SourceError.at(settings.name, "no country is named", way_out)
    kept: dict[str, Any] = dict(visit.since or {})
    for country in settings.countries:
        ask = _Reviews(settings, visit, country.lower()).ask
        async for page in newest_first(ask, kept.get(country), when, is_whole=is_whole):
            kept = {**kept, country: page.cursor}
            yield replace(page, cursor=kept)


class _Reviews:
    """Asks for the reviews of a country, by the number of the page."""

    def __init__(self, settings: AppStore, visit: Visit, country: str) -> None:
        self._settings, self._visit, self._country = settings, visit, country

    async def ask(self, token: Cursor) -> Answered:
        page, said = int(token or 1), self._settings
        path = f"{self._country}/rss/customerreviews/page={page}/id={said.app}/sortby=mostrecent"
        answer = await self._visit.web.get(f"{said.server.rstrip('/')}/{path}/json")
        about = {"country": self._country, "app": said.app}
        reviews = [{**entry, **about} for entry in _entries(answer.json()) if _is_review(entry)]
        return Answered(
            items=reviews,
            next=page + 1 if reviews and page < MOST_PAGES else None,
            origin=said.name,
        )


def _entries(held: object) -> list[Item]:
    """The entries of a feed; one alone stands without a list."""
    entries = dig(held, "feed", "entry")
    return objects([entries] if isinstance(entries, dict) else entries)


def _is_review(entry: Item) -> bool:
    """Whether it is not the application itself, which stands before its reviews."""
    return "im:name" not in entry


CONNECTOR: Final = Connector(
    kind="appstore",
    habits=APP_STORE.habits,
    record=record,
    settings=AppStore,
    pages=pages,
    history=history,
    polite=600.0,
)
