"""What speaks for a comment, element by element: its name, where it stands, a date, an author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import dates, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.sources.webpages.outline import Outline, Span

_HEADING: Final = re.compile(
    r"^\W*(?:\d{1,6}\s+)?(?:(?:tous|all|alle|vos|les|vos derniers|the|customer|user|client)\s+)*"
    r"(?:lecteurs?|reader|leser|kunden)?-?\s?(?:commentaires?|comments?|réactions?|réponses?|avis\b|"
    r"replies|reply|responses?|reviews?|kommentare?|antwort(?:en)?|reaktionen|meinungen|bewertungen|"
    r"comentarios?|commenti|opinions?|discussion|thoughts?)\b",
    re.IGNORECASE,
)
_CALL: Final = re.compile(
    r"^\W*(?:leave|post|add|write|laisse[rz]|ajoute[rz]|écri(?:re|vez)|poste[rz]|schreib|"
    r"hinterlass|kommentar(?:e)?\s+(?:schreiben|verfassen|hinterlassen)|antwort\s+schreiben|"
    r"kommentar\s+zu|(?:recent|latest|neueste|letzte|derniers)\b)",
    re.IGNORECASE,
)
_TITLES: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "strong", "b", "dt"))
_TITLED: Final = frozenset(("title", "titlebar", "heading", "headline", "header", "titre", "head"))
_LONGEST_HEADING: Final = 120
_SMALL: Final = 0.2
_MARKED: Final = frozenset(("b", "strong", "h4", "h5", "h6"))
_LONGEST_NAME: Final = 40
_SIGNED: Final = re.compile(
    r"(?:^|\W)(?:par|by|von)(?:\s+\S|\s*:?\W*$)|\b(?:says|said|wrote|writes|dit|écrit|sagt|schreibt|meint)"
    r"\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs of a page's elements.

    Arguments:
        names: the words of each element's class, id and microdata.
        dates: the time each element states or shows, itself.
        authors: elements named as an author is.
        region: 2 within what is named after comments, 1 behind a heading that says so, else 0.
        is_away: within lists of what stands elsewhere, and in forms.
    """

    names: list[frozenset[str]]
    dates: dict[int, str]
    authors: set[int]
    region: list[int]
    is_away: list[bool]
    dated: list[int]
    authored: list[int]
    links: list[int]

    def count_dates(self, span: Span) -> int:
        """How many times are stated or shown in a span."""
        return self.dated[span.stop] - self.dated[span.start]

    def linked(self, span: Span) -> int:
        """Characters of a span that stand in links."""
        return self.links[span.last] - self.links[span.first]

    def count_authors(self, span: Span) -> int:
        """How many elements of a span are named as an author is."""
        return self.authored[span.stop] - self.authored[span.start]


def read(page: Outline) -> Signs:
    """Look at each element once.

    >>> from parvis.sources.webpages.outline import outline
    >>> from parvis.sources.webpages.parsing import parse
    >>> signs = read(outline(parse(b"<div id=comments><p>Anna, 12/03/2024</div>")[0]))
    >>> signs.region[-1], list(signs.dates.values())
    (2, ['12/03/2024'])
    """
    names = [words.naming(element) for element in page.elements]
    times = _times(page, names)
    authors = _authors(page, names)
    signed = authors | _signed(page)
    everywhere = range(len(names))
    return Signs(
        names=names,
        dates=times,
        authors=authors,
        region=_regions(page, names),
        is_away=_away(page, names),
        dated=list(accumulate((one in times for one in everywhere), initial=0)),
        authored=list(accumulate((one in signed for one in everywhere), initial=0)),
        links=_links(page),
    )


def _times(page: Outline, names: list[frozenset[str]]) -> dict[int, str]:
    """Times stated in attributes, and shown in short texts where none around them is stated."""
    times = {}
    for one, element in enumerate(page.elements):
        if value := dates.stated(element):
            times[one] = value
    for at, owner in enumerate(page.owners):
        near = (owner, *page_near(page, owner))
        if not any(one in times for one in near) and (value := dates.found(page.chunks[at])):
            times[owner] = _with_clock(page, at, value)
        elif "date" in names[owner] and owner not in times and near[-1] not in times:
            continue
    return times


def page_near(page: Outline, one: int) -> list[int]:
    """The two elements nearest around one."""
    up = page.above(one)
    return [near for near, _ in zip(up, range(2), strict=False)]


def _with_clock(page: Outline, at: int, value: str) -> str:
    """A date whose clock stands in the next element."""
    following = page.chunks[at + 1] if at + 1 < len(page.chunks) else ""
    is_clock = re.fullmatch(
        r"\W*\d{1,2}[:hH.]\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?\W*(?:Uhr)?\W*", following[:20]
    )
    return f"{value} {following.strip(' ,|-()')}" if is_clock and ":" not in value else value


def _authors(page: Outline, names: list[frozenset[str]]) -> set[int]:
    return {
        one
        for one, said in enumerate(names)
        if page.tag(one) == "cite"
        or (said & words.AUTHOR and not said & words.NO_AUTHOR)
        or "author" in (page.elements[one].get("rel") or "")
    }


def _links(page: Outline) -> list[int]:
    """Running count of the characters in links."""
    inside = [False] * len(page.elements)
    for one, parent in enumerate(page.parents):
        inside[one] = page.tag(one) == "a" or (parent >= 0 and inside[parent])
    pairs = zip(page.chunks, page.owners, strict=True)
    return list(accumulate((len(said) * inside[owner] for said, owner in pairs), initial=0))


def _signed(page: Outline) -> set[int]:
    """Elements with a short text such as "Par Anna" or "Anna says", or in bold."""
    pairs = zip(page.chunks, page.owners, strict=True)
    signed = {owner for said, owner in pairs if len(said) <= 100 and _SIGNED.search(said)}
    marked = (one for one in range(len(page.elements)) if page.tag(one) in _MARKED)
    return signed | {one for one in marked if 1 < page.size(page.span(one)) <= _LONGEST_NAME}


def _regions(page: Outline, names: list[frozenset[str]]) -> list[int]:
    """Inherit what a page says of where its comments stand."""
    region = [0] * len(names)
    headed = _headed(page, names)
    for one, said in enumerate(names):
        around = region[page.parents[one]] if page.parents[one] >= 0 else 0
        own = 2 if _is_gathering(page.tag(one), said) else int(one in headed)
        region[one] = max(around, own)
    return region


def _is_gathering(tag: str, said: frozenset[str]) -> bool:
    if tag in {"html", "body", "a", "span", "input", "button"} or said & words.ELSEWHERE:
        return False
    if said & words.PLURAL:
        return not said & (words.PARTS - {"content", "text", "rating", "open"})
    return bool(said & words.SINGULAR and said & words.GATHERING)


def _headed(page: Outline, names: list[frozenset[str]]) -> set[int]:
    """The elements behind a heading that says comments, as far as the next such heading."""
    headed: set[int] = set()
    for one in _headings(page, names):
        for holder in (one, *page_near(page, one)):
            if following := list(_behind(page, holder)):
                headed.update(following)
                break
    return headed


def _headings(page: Outline, names: list[frozenset[str]]) -> Iterator[int]:
    for one, said in enumerate(names):
        if page.tag(one) not in _TITLES and not said & _TITLED:
            continue
        if page.size(page.span(one)) <= _LONGEST_HEADING:
            text = page.text(one)
            if _HEADING.search(text) and not _CALL.search(text):
                yield one


def _behind(page: Outline, one: int) -> Iterator[int]:
    """The siblings behind an element, up to one of its own kind with the same name."""
    parent = page.parents[one]
    if parent < 0:
        return
    sibling, same = page.ends[one], (page.tag(one), page.elements[one].get("class"))
    while sibling < page.ends[parent]:
        if (page.tag(sibling), page.elements[sibling].get("class")) == same:
            return
        yield sibling
        sibling = page.ends[sibling]


def _away(page: Outline, names: list[frozenset[str]]) -> list[bool]:
    """Forms, navigation, and lists of comments on other pages."""
    away = [False] * len(names)
    for one, said in enumerate(names):
        around = page.parents[one] >= 0 and away[page.parents[one]]
        away[one] = around or _is_aside(page, one, said)
    return away


def _is_aside(page: Outline, one: int, said: frozenset[str]) -> bool:
    tag = page.tag(one)
    if tag == "form":
        return page.size(page.span(one)) < 1_500
    if tag in {"html", "body"}:
        return False
    is_elsewhere = said & words.ELSEWHERE and not said & {"sidebar", "last"}
    is_small = page.size(page.span(one)) < _SMALL * page.size(page.span(0))
    return bool(is_small and (tag == "nav" or is_elsewhere))
