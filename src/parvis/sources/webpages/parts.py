"""The parts of one comment: who, when, its words, its id and its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from parvis.sources.webpages import naming, words
from parvis.sources.webpages.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from parvis.sources.webpages.groups import Unit
    from parvis.sources.webpages.outline import Outline
    from parvis.sources.webpages.signs import Signs

_LONGEST_LINE: Final = 120
_MARKED: Final = frozenset(("a", "b", "strong", "h3", "h4", "h5", "h6", "em", "small"))
_IDS: Final = (
    "data-comment-id", "data-commentid", "data-comment", "data-post-id", "data-message-id",
    "data-review-id", "data-id",
)  # fmt: skip
_OF_COMMENT: Final = re.compile(
    r"(?:^|[-_])?(?:comment|commentaire|kommentar|comm|msg|message|post|c|p|r|reply|review|forum)"
    r"[-_]?\d",
    re.IGNORECASE,
)
_FRAGMENT: Final = re.compile(r"^[A-Za-z_.:-]*\d[\w.:-]*$")


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found in one unit.

    Arguments:
        wording: its words, part by part.
        author: the name shown.
        written: the time, as it stands.
        id: number or name by which the page knows it.
        address: its address where the page links to it, or shows the anchor of it.
    """

    wording: Wording
    author: str | None
    written: str | None
    id: str | None
    address: str | None


def read(page: Outline, signs: Signs, unit: Unit, base: str) -> Parts:
    """Take one comment apart.

    >>> from parvis.sources.webpages import groups, outline, parsing, signs
    >>> html = b"<div id=comment-7 class=comment><b class=author>Anna</b> 12/03/2024<p>Oui !</div>"
    >>> page = outline.outline(parsing.parse(html)[0])
    >>> seen = signs.read(page)
    >>> parts = read(page, seen, groups.find(page, seen)[0], "https://example.org/a")
    >>> parts.author, parts.written, parts.id, parts.address
    ('Anna', '12/03/2024', '7', 'https://example.org/a#comment-7')
    """
    own = list(unit.elements())
    when = _when(signs, own)
    who = _author(page, signs, own)
    wording = Wording(page, signs, unit, who)
    author = naming.named(page.text(who, most=20)) if who is not None else None
    name, address = _identity(page, own, base)
    return Parts(
        wording=wording,
        author=author or _signed_in(page, wording),
        written=signs.dates[when] if when is not None else None,
        id=name,
        address=address,
    )


def _when(signs: Signs, own: list[int]) -> int | None:
    """The first time of a unit; one named after a date goes before any other."""
    times = [one for one in own if one in signs.dates]
    named = (one for one in times if signs.names[one] & words.DATED)
    return next(named, times[0] if times else None)


def _author(page: Outline, signs: Signs, own: list[int]) -> int | None:
    """The first element named after an author that holds a short text; the innermost of them."""
    found = None
    for one in own:
        if found is not None and one >= page.ends[found]:
            break
        if one in signs.authors and 0 < page.size(page.span(one)) <= naming.LONGEST:
            found = one
    return found


def _signed_in(page: Outline, wording: Wording) -> str | None:
    """The name in a line such as "Posté par Anna, le 12 mars", else the first link or bold."""
    marked = None
    for one in wording.around():
        size = page.size(page.span(one))
        text = page.text(one, most=12) if 1 < size <= _LONGEST_LINE else ""
        if signed := naming.signer(text):
            return naming.named(signed)
        if marked is None and size <= 40 and page.tag(one) in _MARKED:
            marked = _name(text)
    return marked


def _name(text: str) -> str | None:
    name = naming.named(text)
    is_name = name and not naming.is_edge(name) and re.search(r"[^\W\d]", name)
    return name if is_name else None


def _identity(page: Outline, own: list[int], base: str) -> tuple[str | None, str | None]:
    """Id and address: of its attributes, of its anchor, of the link to itself."""
    elements = [page.elements[one] for one in own]
    told, anchor = _first(map(_told, elements)), _first(map(_anchor, elements))
    address = _first(_own_address(element, base) for element in elements)
    fragment = _fragment(address.rpartition("#")[2]) if address else anchor
    if address is None and anchor:
        address = f"{base.partition('#')[0]}#{anchor}"
    return told or _number(fragment or anchor), address


def _told(element: HtmlElement) -> str | None:
    return _first(map(element.get, _IDS))


def _anchor(element: HtmlElement) -> str | None:
    return _fragment(element.get("id") or element.get("name"))


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)


def _number(fragment: str | None) -> str | None:
    """The number at the end of a fragment."""
    number = re.search(r"\d[\w-]*$", fragment or "")
    return number[0] if number else None


def _fragment(name: str | None) -> str | None:
    """An id that names one comment: it ends in a number."""
    is_one = name and len(name) <= 120 and _FRAGMENT.match(name) and _OF_COMMENT.search(name)
    return name if is_one else None


def _own_address(element: HtmlElement, base: str) -> str | None:
    """A link to this comment on this site."""
    href = element.get("href") or "" if element.tag == "a" else ""
    if len(href) > 2_000 or not _fragment(href.partition("#")[2]):
        return None
    try:
        address = urljoin(base, href)
        is_here = urlsplit(address).hostname == urlsplit(base).hostname
    except ValueError:
        return None
    return address if is_here and address.startswith(("http://", "https://")) else None
