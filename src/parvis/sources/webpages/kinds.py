"""Elements of one kind: a class, the form of an id, a type of microdata, a place."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from parvis.sources.webpages.outline import Outline
    from parvis.sources.webpages.signs import Signs

Key = tuple[str, str, str]
"""How they are of one kind, their tag, and the name of it."""

_ID: Final = re.compile(r"^([A-Za-z_.:-]{1,40}?)[-_.:]?(\d[\w-]*)$|^(.{1,60}?)(\d+)(?:[-_]\w*)?$")
_SHORT: Final = re.compile(r"(?:c|p|r|cmt|com|msg)[-_]?#")
_ITEMS: Final = re.compile(r"(?:^|[/:#])(Comment|UserComments|Review|Answer)\b")


def found(page: Outline, signs: Signs) -> dict[Key, list[int]]:
    """Return elements by kind; only where a name or a place speaks for comments.

    >>> from parvis.sources.webpages import outline, parsing, signs
    >>> page = outline.outline(parsing.parse(b"<p id=comment-1 class='comment odd'>Oui")[0])
    >>> list(found(page, signs.read(page)))
    [('id', 'p', 'comment-#'), ('class', 'p', 'comment')]
    """
    kinds: dict[Key, list[int]] = defaultdict(list)
    for one in range(len(page.elements)):
        if signs.is_away[one] or page.tag(one) in {"html", "body", "a", "span", "time", "img"}:
            continue
        for key in _keys(page, signs, one):
            kinds[key].append(one)
    return kinds


def _keys(page: Outline, signs: Signs, one: int) -> Iterator[Key]:
    """The kinds that an element is of."""
    element, tag = page.elements[one], page.tag(one)
    if item := _item(element):
        yield "type", tag, item
    if (form := _form(element.get("id"))) and _is_numbered(form):
        yield "id", tag, form
    for name in words.classes(element):
        if signs.region[one] or words.split(name) & (words.SINGULAR | words.LIKE_COMMENT):
            yield "class", tag, re.sub(r"\d+", "#", name)
    if signs.region[one]:
        yield "place", tag, str(page.parents[one])


def _item(element: HtmlElement) -> str | None:
    """The type that microdata or RDFa gives, where it is one of a comment."""
    typed = " ".join(filter(None, map(element.get, ("itemtype", "typeof"))))[:200]
    if item := _ITEMS.search(typed):
        return item[1]
    return "Comment" if "comment" in (element.get("itemprop") or "") else None


def _form(name: str | None) -> str | None:
    """An id whose figures are a number: `comment-12` is `comment-#`."""
    found = _ID.match(name[:120]) if name else None
    return re.sub(r"\d+", "#", name or "") if found else None


def _is_numbered(form: str) -> bool:
    said = words.split(form)
    return bool(_SHORT.fullmatch(form) or said & (words.SINGULAR | words.LIKE_COMMENT))


def prior(signs: Signs, key: Key, members: Sequence[int]) -> float:
    """Return what name and place say before a look inside; one alone must be named without doubt.

    >>> from parvis.sources.webpages import outline, parsing, signs
    >>> page = outline.outline(parsing.parse(b"<p id=comment-1>Oui")[0])
    >>> prior(signs.read(page), ("id", "p", "comment-#"), [2])
    2.5
    """
    region = max(signs.region[one] for one in members) / 2
    way, _, name = key
    if way == "type":
        return 3.5 if len(members) > 1 or name != "Review" else 0.0
    if way == "place":
        return region if len(members) > 1 else 0.0
    named = _by_name(words.split(name), is_alone=len(members) == 1)
    if way == "id":
        is_short = _SHORT.fullmatch(name) and len(members) > 1
        named = 2.5 if is_short else named + 0.5 * bool(named)
    return named + region / 2


def _by_name(said: frozenset[str], *, is_alone: bool) -> float:
    """How surely words name a comment, and not a part of one or a list of them."""
    if said & words.SINGULAR:
        named = 2.0
    else:
        named = 1.0 if said & words.LIKE_COMMENT and not is_alone else 0.0
    is_list = bool(said & (words.GATHERING | words.PLURAL))
    return 0.0 if is_list and is_alone else named / (2 if said & words.PARTS or is_list else 1)
