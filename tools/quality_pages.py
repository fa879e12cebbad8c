"""Scores of what is read of web pages: comments and articles, beside trafilatura alone."""

from __future__ import annotations

import gzip
import html
import json
import logging
import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import trafilatura
from lxml import html as markup

from parvis.sources.webpages.extracting import extract
from tools.scoring import Score, accuracy, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parvis.sources.webpages.page import Page

HALVES = ("developed", "held")
"""Pages are parted by a hash of their id: rules were written on one half only."""


class Read(NamedTuple):
    """One labelled page, read by Parvis and by trafilatura alone."""

    label: dict[str, Any]
    half: str
    page: Page
    peer_text: str
    peer_comments: str
    shown: str


def scores(data: Path) -> Iterator[Score]:
    """Yield every score, from labelled pages in a folder."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    blogs = [_read(label) for label in _labels(data, "html_blog_comments")]
    for half in HALVES:
        part = [one for one in blogs if one.half == half]
        yield _share(f"pages.comments.{half}", "blog pages, all gold", _found(part))
        yield _share(f"pages.shown.{half}", "the gold in the HTML", _found(part, shown=True))
        yield _share(f"pages.peer.{half}", "trafilatura, all gold", _found(part, peer=True))
    yield _share("pages.comments", "blog pages, all gold", _found(blogs))
    yield _share("pages.shown", "the gold in the HTML", _found(blogs, shown=True))
    yield _share("pages.peer", "trafilatura, all gold", _found(blogs, peer=True))
    news = [_read(label) for label in _labels(data, "html_articles")]
    for half in HALVES:
        own = [one for one in [*blogs, *news] if one.half == half]
        yield _share(f"pages.precision.{half}", "no article in comments", _rightly(own))
        yield from _articles(half, [one for one in news if one.half == half])


def _labels(data: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(data / name / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _read(label: dict[str, Any]) -> Read:
    peer = trafilatura.bare_extraction(label["html"], url=label["url"], include_comments=True)
    return Read(
        label=label,
        half=HALVES[int(sha256(label["id"].encode()).hexdigest(), 16) % 2],
        page=extract(label["html"], label["url"]),
        peer_text=(peer and peer.text) or "",
        peer_comments=_plain((peer and peer.comments) or ""),
        shown=_shown(label["html"]),
    )


def _shown(source: str) -> str:
    """All the words of a page, without its scripts."""
    parser = markup.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    root = markup.document_fromstring(source.encode(), parser=parser)
    for element in list(root.iter("script", "style")):
        element.text = None
    return _plain(root.text_content())


def _plain(text: str) -> str:
    """Entities resolved, white space as single spaces: as the gold is to be held against a text."""
    return re.sub(r"\s+", " ", html.unescape(text)).replace("\u00a0", " ").strip()


def _said(page: Page) -> str:
    return _plain("\n".join(f"{one.author or ''}\n{one.text}" for one in page.comments))


def _found(pages: list[Read], *, shown: bool = False, peer: bool = False) -> list[bool]:
    """Whether each gold snippet of the comments was found."""
    return [
        _plain(gold) in (one.peer_comments if peer else _said(one.page))
        for one in pages
        for gold in one.label["gold_in_comments"]
        if not shown or _plain(gold) in one.shown
    ]


def _rightly(pages: list[Read]) -> list[bool]:
    """Whether each gold snippet found in a comment is one of a comment; articles hold none."""
    marks = []
    for one in pages:
        said = _said(one.page)
        wrong = one.label.get("gold_in_text") or []
        marks += [True for gold in one.label.get("gold_in_comments", ()) if _plain(gold) in said]
        marks += [False for gold in wrong if _plain(gold) in said]
        body = _plain(one.label.get("article_body") or "")
        marks += [False for unit in one.page.comments if body and _plain(unit.text) in body]
    return marks


def _share(key: str, name: str, marks: list[bool]) -> Score:
    right = sum(marks)
    counts = np.array([[right, len(marks) - right], [0, 0]])
    return score_of(key, name, [counts], accuracy)


def _articles(half: str, pages: list[Read]) -> Iterator[Score]:
    """F1 of the words of articles, page by page."""
    texts = {
        "article": [one.page.text for one in pages],
        "peer_article": [one.peer_text for one in pages],
    }
    for name, read in texts.items():
        values = [
            _f1(text, one.label["article_body"]) for text, one in zip(read, pages, strict=True)
        ]
        yield Score(
            key=f"pages.{name}.{half}",
            language="all",
            data="news pages" if name == "article" else "news pages, trafilatura",
            measure="F1 of words",
            value=100 * float(np.mean(values)),
            posts=len(pages),
        )


def _f1(text: str, gold: str) -> float:
    read, true = (Counter(re.findall(r"\w+", said.lower())) for said in (text, gold))
    both = (read & true).total()
    return 2 * both / max(read.total() + true.total(), 1)
