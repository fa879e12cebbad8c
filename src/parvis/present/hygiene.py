"""Public text made fit to print: bounded, free of control characters, private handles hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

# Controls, lone surrogates, and the characters that turn the direction of what follows them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# The blocks of marks that stack on a letter; a fourth on the same letter only climbs up the page.
_STACKED = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_HANDLE = re.compile(r"(?<![\w.])@(\w{1,64}(?:[.-]\w{1,64}){0,4})(?:@[\w.-]{1,100})?")
_LINK = re.compile(r"https?://(?:www\.)?([\w.-]{1,100})\S{0,2000}", re.IGNORECASE)
HIDDEN = "@…"


def clean(text: str, *, limit: int = 600) -> str:
    r"""Return the text without unprintable characters, cut at a number of characters.

    >>> clean("left\u202eright\x00", limit=100)
    'leftright'
    >>> clean("a" * 50, limit=10)
    'aaaaaaaaa…'
    """
    tidy = _STACKED.sub(r"\1", _UNPRINTABLE.sub("", text[: 8 * limit])).strip()
    return tidy if len(tidy) <= limit else tidy[: limit - 1].rstrip() + "…"


def hide_handles(text: str, shown: Container[str]) -> str:
    """Hide the handles of private persons, and what follows the site in a link, which may name one.

    Arguments:
        text: of a mention.
        shown: handles that may be read, lower case, without @.

    >>> hide_handles("@lou asks @sncf, lou@mail.org, https://x.com/lou/status/1", {"sncf"})
    '@… asks @sncf, lou@mail.org, x.com/…'
    """

    def or_hidden(match: re.Match[str]) -> str:
        return match[0] if match[1].lower() in shown else HIDDEN

    return _HANDLE.sub(or_hidden, _LINK.sub(r"\1/…", text))
