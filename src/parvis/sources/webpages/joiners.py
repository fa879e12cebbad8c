"""Marks that join and turn letters, which trafilatura takes for dirt: kept by way of stand-ins."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MARKS: Final = (
    "\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Joiners of Persian, of the scripts of India and of emoji; directions of Hebrew and Arabic."""

_STANDING: Final = "".join(chr(0x10600 + place) for place in range(len(MARKS)))
"""Signs of Linear A: printable, and in no page that is not about them."""

_ANY: Final = re.compile(f"[{MARKS}]")
_AWAY, _BACK = str.maketrans(MARKS, _STANDING), str.maketrans(_STANDING, MARKS)


def put_away(root: HtmlElement) -> None:
    """Put stand-ins in place of a page's marks.

    >>> from lxml import html
    >>> page = html.fromstring("<p>\U0001f469\u200d\U0001f467")
    >>> put_away(page)
    >>> page.text_content(), brought_back(page.text_content()) == "\U0001f469\u200d\U0001f467"
    ('\U0001f469\U00010601\U0001f467', True)
    """
    for element in root.iter():
        if _ANY.search(element.text or ""):
            _write(element, "text", (element.text or "").translate(_AWAY))
        if _ANY.search(element.tail or ""):
            _write(element, "tail", (element.tail or "").translate(_AWAY))


def _write(element: HtmlElement, part: str, words: str) -> None:
    with suppress(ValueError):  # beside what XML forbids, nothing can be written anew
        setattr(element, part, words)


def brought_back(text: str) -> str:
    """Put the marks back in the words that were read."""
    return text if text.isascii() else text.translate(_BACK)
