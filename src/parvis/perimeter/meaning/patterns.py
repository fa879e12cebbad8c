"""Open words as regular expressions of the engine that runs in linear time, and without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.perimeter.language.tree import Regex


def expression_of(regex: Regex) -> str:
    """Return what to search in a text as it was written, capitals or not.

    >>> from parvis.perimeter.language.tree import Regex
    >>> expression_of(Regex("a+b"))
    '(?i)a+b'
    """
    return f"(?i){regex.pattern}"


def glob_expression(pattern: str) -> str:
    """Return an open word as an expression of a whole word.

    >>> glob_expression("c?nn*")
    '^(?s:c.nn.*)$'
    """
    parts = {"*": ".*", "?": "."}
    return f"^(?s:{''.join(parts.get(sign) or escaped(sign) for sign in pattern)})$"


def escaped(text: str) -> str:
    r"""Take their meaning from the signs of regular expressions.

    >>> escaped("a+b")
    'a\\+b'
    """
    return re.sub(r"([\\.+*?()|\[\]{}^$#&\-~])", r"\\\1", text)


def matches_glob(pattern: str, text: str) -> bool:
    """Tell whether an open word stands for a text, in time bounded by their lengths multiplied.

    >>> matches_glob("conn*t?", "connecté"), matches_glob("conn*t?", "connect")
    (True, False)
    """
    at, place, star, resume = 0, 0, -1, 0
    while place < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, resume, at = at, place, at + 1
        elif at < len(pattern) and pattern[at] in {"?", text[place]}:
            at, place = at + 1, place + 1
        elif star >= 0:
            at, resume = star + 1, resume + 1
            place = resume
        else:
            return False
    return pattern[at:].strip("*") == ""
