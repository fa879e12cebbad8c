"""A page's HTML becomes a `Page`: its comments first, then the article without them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import article, bounds, comments, declared, outline, parsing
from parvis.sources.webpages.page import Comment, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

_START: Final = 60


def extract(html: bytes | str, url: str) -> Page:
    """Read a web page: the article, and the comments under it.

    The article is trafilatura's, of the page without its comments. Comments are found by what
    pages declare of them (JSON-LD and microdata of schema.org) and by their shape: elements of one
    kind, named after comments or standing where the page says that comments stand, each with a
    date, an author and words. Nothing is fetched, and no script is run: comments that a script
    brings are not there. What lies beyond the `bounds` is left out, and the page's notes say so.

    Arguments:
        html: the page; bytes are decoded as it declares.
        url: the address it was fetched from.

    Returns:
        The page. Whatever is given, a page is returned; one without words says nothing.

    Source: row 21 of the capabilities; docs/explanation/how-well-it-reads.md says how well.

    >>> page = extract(
    ...     "<html lang=fr><title>Le colis</title><article><p>Il est arrivé hier.</article>"
    ...     "<div id=comments><div class=comment id=comment-7><cite>Anna</cite>"
    ...     "<time datetime='2024-03-12T10:00:00+01:00'>hier</time><p>Le mien aussi !</div></div>",
    ...     "https://example.org/colis",
    ... )
    >>> page.comments[0].author, page.comments[0].text, page.comments[0].url
    ('Anna', 'Le mien aussi !', 'https://example.org/colis#comment-7')
    """
    root, is_all = parsing.parse(html)
    stated, meta = declared.objects(root), declared.meta(root)
    own = article.address(root, url, meta)
    page = outline.outline(root)
    shown, units = comments.read(page, own)
    every = _joined(shown, declared.comments(stated))
    language, medium = article.language(root, meta), article.medium(own, stated, meta)
    bounds.drop([page.elements[one] for unit in units for one in page.run(unit.span)])
    bounds.drop(page.beyond)
    is_all &= page.is_whole & bounds.shorten(root)
    words = article.read(root, own, stated)
    return Page(
        url=own,
        language=language,
        medium=medium,
        comments=comments.with_parents(every),
        notes=_notes(is_whole=is_all, said=declared.stated_count(stated), read=len(every)),
        **words._asdict(),
    )


def _joined(shown: Sequence[Comment], stated: Sequence[Comment]) -> list[Comment]:
    """Comments shown, completed by those declared that say the same; the others behind them."""
    by_start = {_start(comment.text): comment for comment in stated}
    joined = []
    for comment in shown:
        same = by_start.pop(_start(comment.text), None)
        joined.append(_completed(comment, same) if same else comment)
    return [*joined, *(_identified(comment) for comment in by_start.values())]


def _identified(stated: Comment) -> Comment:
    return replace(stated, id=stated.id or comments.hashed(stated.author, stated.text))


def _completed(shown: Comment, stated: Comment) -> Comment:
    return replace(
        shown,
        author=shown.author or stated.author,
        written=stated.written or shown.written,
        url=shown.url or stated.url,
        kind=stated.kind,
    )


def _start(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()[:_START]


def _notes(*, is_whole: bool, said: int, read: int) -> list[str]:
    told = (
        (
            not is_whole,
            "The page is larger or deeper than what is read of one; its end is left out.",
        ),
        (said > read, f"The page says that it has {said} comments; {read} of them stand on it."),
    )
    return [sentence for holds, sentence in told if holds]
