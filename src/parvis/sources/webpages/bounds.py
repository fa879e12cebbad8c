"""How much of a page is read: what lies beyond is taken out of its tree before anybody walks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

MOST_BYTES: Final = 6_000_000
MOST_ELEMENTS: Final = 40_000
DEEPEST: Final = 400
ARTICLE_ELEMENTS: Final = 12_000
ARTICLE_LETTERS: Final = 600_000
RESCUED_ELEMENTS: Final = 4_000
LONGEST_VALUE: Final = 4_000
_LONGEST_SCRIPT: Final = 500_000


def prune(root: HtmlElement) -> None:
    """Take out attributes and scripts of a length that nothing readable has.

    >>> from lxml import html
    >>> page = html.fromstring("<p class='" + "a " * 5_000 + "'>oui")
    >>> prune(page)
    >>> page.attrib
    {}
    """
    for element in root.iter():
        for name, value in element.items():
            if len(value) > LONGEST_VALUE:
                del element.attrib[name]
        if element.tag in {"script", "style"} and len(element.text or "") > _LONGEST_SCRIPT:
            element.text = None


def shorten(root: HtmlElement) -> bool:
    """Cut a tree after as much as an article may hold; tell whether all of it stayed.

    >>> from lxml import html
    >>> page = html.fromstring("<div>" + "<p>oui</p>" * 13_000 + "</div>")
    >>> shorten(page), len(page) < 12_001
    (False, True)
    """
    letters = 0
    for many, element in enumerate(root.iter()):
        letters += 0 if element.tag in {"script", "style"} else len(element.text or "")
        letters += len(element.tail or "")
        if many >= ARTICLE_ELEMENTS or letters > ARTICLE_LETTERS:
            element.text = (element.text or "")[:ARTICLE_LETTERS]
            element.tail = None
            drop(behind(element))
            return False
    return True


def behind(element: HtmlElement) -> list[HtmlElement]:
    """Return what follows an element in its tree: the later siblings of it and of those around it.

    >>> from lxml import html
    >>> page = html.fromstring("<div><p><b>un</b><i>deux</i></p><ul></ul></div>")
    >>> [one.tag for one in behind(page.find(".//b"))]
    ['i', 'ul']
    """
    around = (element, *element.iterancestors())
    return [later for one in around for later in one.itersiblings()]


def drop(elements: Iterable[HtmlElement]) -> None:
    """Take elements out of their tree; the words behind them stay.

    >>> from lxml import html
    >>> page = html.fromstring("<p>un <b>deux</b> trois</p>")
    >>> drop([page.find("b")])
    >>> page.text_content()
    'un  trois'
    """
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
