"""What a page declares to machines: JSON-LD of schema.org, and the head's meta."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from parvis.sources.payload import dig, first
from parvis.sources.webpages.page import Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from parvis.sources.payload import Json

_LONGEST: Final = 2_000_000
_MOST: Final = 50_000
_COMMENTS: Final = frozenset(("Comment", "UserComments", "Review", "Answer"))
_ARTICLES: Final = ("Article", "Posting", "BlogPosting", "NewsArticle", "Report", "WebPage")


def objects(root: HtmlElement) -> list[dict[str, Json]]:
    """Return every object of a page's JSON-LD, those within others too, in order.

    >>> from lxml import html
    >>> page = html.fromstring(
    ...     '<p><script type="application/ld+json">{"@type": "Article"}</script>'
    ... )
    >>> objects(page)
    [{'@type': 'Article'}]
    """
    found: list[dict[str, Json]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and len(script.text or "") <= _LONGEST:
            found += _within(_loaded(script.text or ""))
    return found[:_MOST]


def _loaded(text: str) -> Json:
    """A JSON value; sites forget that a line break may not stand in a string."""
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _within(value: Json) -> Iterator[dict[str, Json]]:
    """The objects in a value, without recursion."""
    waiting, many = [value], 0
    while waiting and many < _MOST:
        one = waiting.pop()
        many += 1
        if isinstance(one, dict):
            yield one
            waiting += reversed(list(one.values()))
        elif isinstance(one, list):
            waiting += reversed(one)


def types(one: dict[str, Json]) -> list[str]:
    """Return the types of an object, without the address of their vocabulary.

    >>> types({"@type": ["http://schema.org/BlogPosting"]})
    ['BlogPosting']
    """
    stated = one.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return [name.rpartition("/")[2] for name in listed if isinstance(name, str)]


def article(found: list[dict[str, Json]]) -> dict[str, Json]:
    """Return the object that declares the article; an empty one where none does.

    >>> article([{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Oui"}])["headline"]
    'Oui'
    """
    return next((one for one in found if any(name.endswith(_ARTICLES) for name in types(one))), {})


def comments(found: list[dict[str, Json]]) -> list[Comment]:
    """Return the comments and reviews that a page declares; one review alone is its article.

    >>> said = {
    ...     "@type": "Comment",
    ...     "text": "Oui",
    ...     "author": {"name": "Anna"},
    ...     "dateCreated": "2024-01-02",
    ... }
    >>> comments([said])[0].author
    'Anna'
    """
    declared = [_comment(one) for one in found if _COMMENTS.intersection(types(one))]
    reviews = sum(comment.kind == "review" for comment in declared)
    return [
        comment
        for comment in declared
        if comment.text and (comment.kind == "comment" or reviews > 1)
    ]


def _comment(one: dict[str, Json]) -> Comment:
    author = one.get("author") or one.get("creator")
    author = author[0] if isinstance(author, list) and author else author
    address = _text(first([one.get("url"), one.get("@id")]))
    return Comment(
        text=_text(first(map(one.get, ("text", "reviewBody", "commentText", "description")))) or "",
        author=_text(dig(author, "name") if isinstance(author, dict) else author),
        written=_text(first(map(one.get, ("dateCreated", "datePublished", "commentTime")))),
        id=_text(first([one.get("identifier"), address])),
        url=address if address and address.startswith(("http://", "https://")) else None,
        kind="review" if "Review" in types(one) else "comment",
    )


def _text(value: Json) -> str | None:
    is_plain = isinstance(value, str | int) and not isinstance(value, bool)
    return " ".join(str(value).split(" ")).strip() or None if is_plain else None


def stated_count(found: list[dict[str, Json]]) -> int:
    """Return how many comments a page says it has; 0 where it does not say.

    >>> stated_count([{"@type": "Article", "commentCount": "44"}])
    44
    """
    said = str(article(found).get("commentCount") or "")
    return int(said) if said.isdigit() and len(said) < 7 else 0


def meta(root: HtmlElement) -> dict[str, str]:
    """Return the page's meta, name or property in lower case → content; the first counts.

    >>> from lxml import html
    >>> meta(html.fromstring('<html><meta property="og:type" content="article">'))
    {'og:type': 'article'}
    """
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content and len(found) < 500:
            found.setdefault(name.lower()[:100], content[:2_000])
    return found
