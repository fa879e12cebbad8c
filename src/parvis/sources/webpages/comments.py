"""The comments of a page: found by their kind, read part by part, tied into threads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import groups, parts, signs, threads, words
from parvis.sources.webpages.page import Comment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.sources.webpages.groups import Unit
    from parvis.sources.webpages.outline import Outline
    from parvis.sources.webpages.page import Kind
    from parvis.sources.webpages.parts import Parts

_MOST: Final = 5_000
_MOST_QUOTES: Final = 500
_SURE: Final = 60
_LEAST: Final = 15
_CORPUS: Final = 1_000_000
_SQUASHED: Final = re.compile(r"\W+")


def read(page: Outline, base: str) -> tuple[list[Comment], list[Unit]]:
    """Return a page's comments in its order, and the places where they stand.

    Arguments:
        page: the page's outline.
        base: its address.

    >>> from parvis.sources.webpages import outline, parsing
    >>> one, two = "<li>par Anna, 12/3/2024<p>Oui</li>", "<li>par Bob, 1/4/2024<p>Non</li>"
    >>> html = f"<h3>2 commentaires</h3><ul>{one}{two}</ul>"
    >>> found, _ = read(outline.outline(parsing.parse(html)[0]), "https://example.org/a")
    >>> [comment.text for comment in found]
    ['Oui', 'Non']
    """
    seen = signs.read(page)
    units = groups.find(page, seen)[:_MOST]
    above = threads.parents(page, seen, units)
    read_ = [parts.read(page, seen, unit, base) for unit in units]
    texts = _texts(read_)
    names = _names(read_, texts)
    comments = [
        Comment(
            text=text,
            author=one.author,
            written=one.written,
            id=name,
            parent=None if up is None else names[up],
            url=one.address,
            kind=_kind(seen.names[unit.at]),
        )
        for one, text, name, up, unit in zip(read_, texts, names, above, units, strict=True)
    ]
    return _once(comments), units


def _names(read_: Sequence[Parts], texts: Sequence[str]) -> list[str]:
    """The page's own ids; a hash of author and words where it has none."""
    return [one.id or hashed(one.author, text) for one, text in zip(read_, texts, strict=True)]


def hashed(author: str | None, text: str) -> str:
    """Return an id that is the same whenever the page is read: times may be ages, and change.

    >>> hashed("Anna", "Merci !")
    '~a4be4bdac84a8854'
    """
    return "~" + sha256(f"{author or ''}\x1f{text}".encode("utf-8", "replace")).hexdigest()[:16]


def _texts(read_: Sequence[Parts]) -> list[str]:
    """The words of all, without what they quote of one another."""
    quotes = [one.wording.quotes() for one in read_]
    bare = [
        one.wording.text(one.author, without=[at for at, _ in quoted])
        for one, quoted in zip(read_, quotes, strict=True)
    ]
    everything = _squash("\n".join(bare)[:_CORPUS])
    left = _MOST_QUOTES
    texts = []
    for one, quoted, text in zip(read_, quotes, bare, strict=True):
        repeated = [at for at, said in quoted[:left] if _repeats(_squash(said), everything)]
        left -= len(quoted[:left])
        is_same = len(repeated) == len(quoted)
        texts.append(text if is_same else one.wording.text(one.author, without=repeated))
    return texts


def _repeats(quote: str, everything: str) -> bool:
    """Quotations begin with whose they are: their end tells."""
    return quote[-min(_SURE, max(_LEAST, len(quote) // 2)) :] in everything


def _squash(text: str) -> str:
    return _SQUASHED.sub("", text).lower()


def _kind(named: frozenset[str]) -> Kind:
    return "review" if named & words.REVIEW and not named & words.SINGULAR else "comment"


def _once(comments: Sequence[Comment]) -> list[Comment]:
    """Comments that say something, each once: pages repeat themselves for small screens."""
    seen: set[tuple[str | None, ...]] = set()
    many: Counter[str | None] = Counter()
    kept = []
    for comment in comments:
        mark = (comment.id, comment.author, comment.text, comment.written)
        if not comment.text or mark in seen:
            continue
        seen.add(mark)
        many[comment.id] += 1
        again = many[comment.id]
        kept.append(replace(comment, id=f"{comment.id}-{again}") if again > 1 else comment)
    return kept


def with_parents(comments: Sequence[Comment]) -> list[Comment]:
    """Forget parents that are not among the comments kept.

    >>> with_parents([Comment(text="a", id="2", parent="1")])[0].parent is None
    True
    """
    known = {comment.id for comment in comments}
    return [
        comment if comment.parent in known else replace(comment, parent=None)
        for comment in comments
    ]
