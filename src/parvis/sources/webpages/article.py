"""The article of a page, by trafilatura, and what the page declares of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml import etree

from parvis.sources.payload import first
from parvis.sources.webpages import bounds, declared, joiners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from parvis.sources.payload import Json

_BLOG_HOSTS: Final = re.compile(
    r"(?:^|\.)(?:blogspot\.[a-z.]+|wordpress\.com|over-blog\.(?:com|net|fr)|canalblog\.com|"
    r"skyrock\.com|typepad\.(?:com|fr)|hautetfort\.com|tumblr\.com|substack\.com|medium\.com|"
    r"eklablog\.com|centerblog\.net|blog4ever\.com|livejournal\.com|blogs?\.[\w.-]+)$"
)
_BLOG_ENGINES: Final = re.compile(
    r"blogger|wordpress|dotclear|overblog|typepad|ghost|serendipity", re.I
)
_FORUM_ENGINES: Final = re.compile(
    r"phpbb|vbulletin|discourse|xenforo|invision|mybb|fluxbb|smf", re.I
)
_FORUM_PATHS: Final = re.compile(r"/(?:forums?|viewtopic|showthread|discussion)\b", re.I)
_TIMES: Final = (
    "article:published_time", "datepublished", "og:article:published_time", "dc.date.issued",
    "dcterms.created", "date", "pubdate", "parsely-pub-date",
)  # fmt: skip


class Article(NamedTuple):
    """The article of a page, and what the page says of itself."""

    text: str
    title: str | None
    author: str | None
    published: str | None
    site: str | None


def read(root: HtmlElement, url: str, stated: list[dict[str, Json]]) -> Article:
    """Read the article; the tree is used up.

    Arguments:
        root: a page without its comments.
        url: its address.
        stated: the objects of its JSON-LD.

    >>> from parvis.sources.webpages import parsing
    >>> root, _ = parsing.parse("<title>Le titre</title><article><p>" + "Il pleut sur Brest. " * 20)
    >>> read(root, "https://example.org/a", []).text[:19]
    'Il pleut sur Brest.'
    """
    joiners.put_away(root)
    told = _told(root, url, list(_times(root, stated)))
    back = {name: joiners.brought_back(words) for name, words in told._asdict().items() if words}
    return told._replace(**back)


def _told(root: HtmlElement, url: str, times: list[str]) -> Article:
    document = _extracted(root, url)
    if document is None:
        return Article(
            "",
            joiners.brought_back(_title(root) or "") or None,
            None,
            times[0] if times else None,
            None,
        )
    day = document.date
    exact = next((time for time in times if day and time.startswith(day)), None)
    return Article(
        text=(document.text or "").strip(),
        title=document.title or _title(root),
        author=document.author,
        published=exact or day,
        site=document.sitename,
    )


def _extracted(root: HtmlElement, url: str) -> trafilatura.settings.Document | None:
    """Trafilatura's reading; a page that defeats it has no article.

    Its second opinion, jusText, compares each paragraph with all: no more than so many of them.
    """
    is_large = sum(1 for _ in root.iter()) > bounds.RESCUED_ELEMENTS
    try:
        document = trafilatura.bare_extraction(
            root, url=url, include_comments=False, with_metadata=True, fast=is_large
        )
    except (ValueError, TypeError, AttributeError, IndexError, RecursionError, etree.LxmlError):
        return None
    return document if isinstance(document, trafilatura.settings.Document) else None


def _title(root: HtmlElement) -> str | None:
    title = root.find(".//title")
    return " ".join((title.text or "").split())[:500] or None if title is not None else None


def _times(root: HtmlElement, stated: list[dict[str, Json]]) -> Iterator[str]:
    """When the page says the article was published, the most telling first."""
    listed = declared.article(stated).get("datePublished")
    meta = declared.meta(root)
    given = [listed, *(meta.get(name) for name in _TIMES)]
    given += [time.get("datetime") for _, time in zip(range(50), root.iter("time"), strict=False)]
    for value in given:
        if isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value):
            yield value[:40]


def language(root: HtmlElement, meta: dict[str, str]) -> str | None:
    """Return the language a page declares, as "fr" or "en-us".

    >>> from lxml import html
    >>> language(html.fromstring("<html lang='fr-FR'><p>oui"), {})
    'fr-fr'
    """
    said = first([root.get("lang"), meta.get("og:locale"), meta.get("language")])
    found = re.match(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?\b", str(said or "").strip().lower())
    return "-".join(filter(None, found.groups())) if found else None


def address(root: HtmlElement, url: str, meta: dict[str, str]) -> str:
    """Return the address a page says is its own, if it is on the same site; else the one given.

    >>> from lxml import html
    >>> page = html.fromstring("<html><link rel=canonical href='/a'><p>oui")
    >>> address(page, "https://example.org/a?utm_source=x", {})
    'https://example.org/a'
    """
    links = (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical")
    for stated in (next(links, None), meta.get("og:url")):
        if stated and (own := _on_site(stated, url)):
            return own
    return url


def _on_site(stated: str, url: str) -> str | None:
    try:
        own = urljoin(url, stated.strip())
        hosts = [(urlsplit(one).hostname or "").removeprefix("www.") for one in (own, url)]
        is_deep = len(urlsplit(own).path) > 1 or len(urlsplit(url).path) <= 1
    except ValueError:
        return None
    return own if hosts[0] == hosts[1] and own.startswith("http") and is_deep else None


def medium(url: str, stated: list[dict[str, Json]], meta: dict[str, str]) -> str | None:
    """Tell blog, forum and news apart, by what the page declares, its host and its engine.

    >>> medium("https://anna.over-blog.com/a", [], {}), medium("https://example.org/", [], {})
    ('blog', None)
    """
    kinds = {name for one in stated for name in declared.types(one)}
    engine = meta.get("generator", "") + " " + meta.get("application-name", "")
    try:
        place = urlsplit(url)
    except ValueError:
        return None
    signs = (
        ("forum", "DiscussionForumPosting" in kinds or _FORUM_ENGINES.search(engine)),
        ("blog", _BLOG_HOSTS.search(place.hostname or "")),
        ("news", any(name.endswith("NewsArticle") for name in kinds)),
        ("blog", "BlogPosting" in kinds or "Blog" in kinds),
        ("forum", _FORUM_PATHS.search(place.path)),
        ("blog", _BLOG_ENGINES.search(engine)),
    )
    return next((name for name, holds in signs if holds), None)
