"""A page becomes raw records, and rows of the schema: its article, and its comments under it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import polars as pl

from parvis import schema
from parvis.normalise.rows import RAW, Habits, complete
from parvis.sources.webpages import dates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from parvis.sources.platform import Record
    from parvis.sources.webpages.page import Comment, Page

SOURCE: Final = "web"
_AMERICAN: Final = "en-us"


def records(page: Page, *, collected: datetime | None = None) -> list[Record]:
    """Return a page's article and comments under the schema's names, the article first.

    The id of an article is the page's own address; that of a comment, the address with its
    comment's. A comment that
    answers no other answers the article.

    Arguments:
        page: a page, read.
        collected: when it was fetched; ages ("3 hours ago") are counted back from it.

    >>> from parvis.sources.webpages.page import Comment, Page
    >>> page = Page(url="https://example.org/a", text="Oui", comments=[Comment(text="Non", id="7")])
    >>> [(one["kind"], one["id"], one.get("reply_to")) for one in records(page)]
    [('article', 'https://example.org/a', None), \
('comment', 'https://example.org/a#7', 'https://example.org/a')]
    """
    at = f"{collected:%Y-%m-%dT%H:%M:%S%z}" if collected else None
    shared: Record = {
        "medium": page.medium,
        "declared_language": page.language,
        "thread": page.url,
        "collected_at": at,
    }
    said = [{**shared, **_comment(page, comment, collected)} for comment in page.comments]
    return [{**shared, **_article(page)}, *said] if page.text or not said else said


def rows(
    pages: Iterable[Page],
    *,
    collected: datetime | None = None,
    medium: str | None = None,
    timezone: str | None = None,
    day_first: bool | None = None,
) -> pl.DataFrame:
    """Turn pages into rows of the schema.

    Whether 03/04 is in April is decided over the pages of a site, which all write alike; where
    they do not settle it, the month comes first on pages in American English only.

    Arguments:
        pages: pages, read.
        collected: when they were fetched.
        medium: one of the schema's media, where a page does not show it.
        timezone: zone of the times that name none; UTC if None.
        day_first: order of day and month where a site does not settle it.

    Returns:
        The schema's "normalise" columns: an article and its comments together, pages in the
        order of their sites and as given within each.

    Raises:
        InputError: no such time zone.

    >>> from parvis.sources.webpages.page import Page
    >>> page = Page(url="https://example.org/a", text="Oui", published="2024-03-12")
    >>> rows([page], medium="blog")["id"].to_list()
    ['web:https://example.org/a']
    """
    by_site = groupby(sorted(pages, key=_site), key=_site)
    frames = [
        complete(
            _raw([one for page in held for one in records(page, collected=collected)]),
            Habits(source=SOURCE, is_american=is_american),
            medium=medium,
            timezone=timezone,
            day_first=day_first,
        ).frame
        for (_, is_american), held in by_site
    ]
    return pl.concat([schema.empty("normalise"), *frames])


def _site(page: Page) -> tuple[str, bool]:
    try:
        host = urlsplit(page.url).hostname or ""
    except ValueError:
        host = ""
    return host, page.language == _AMERICAN


def _article(page: Page) -> Record:
    return {
        "id": page.url,
        "kind": "article",
        "url": page.url,
        "title": page.title,
        "author": page.author,
        "text": page.text,
        "published_at": page.published,
    }


def _comment(page: Page, comment: Comment, collected: datetime | None) -> Record:
    return {
        "id": f"{page.url}#{comment.id}",
        "kind": comment.kind,
        "url": comment.url or page.url,
        "author": comment.author,
        "text": comment.text,
        "published_at": dates.settled(comment.written, collected),
        "reply_to": f"{page.url}#{comment.parent}" if comment.parent else page.url,
    }


def _raw(found: list[Record]) -> pl.DataFrame:
    names = [name for name in RAW if any(name in one for one in found)]
    return pl.DataFrame(
        {name: [one.get(name) for one in found] for name in names},
        schema=dict.fromkeys(names, pl.String),
    )
