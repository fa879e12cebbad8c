"""The words of a feed, from bytes that may be hostile."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from parvis.collect.web import Answer

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY: Final = re.compile(r"<!ENTITY[^>]*>", re.IGNORECASE)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\])?[^<>]*>", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"<[\w:]")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(answer: Answer) -> str:
    """Return the words of a feed, without what declares entities.

    An entity that stands for much, named often, would fill the memory; a document type is of no
    use to a reader of feeds, and is taken away whatever encoding it hides in.

    Arguments:
        answer: of the server.

    Source: RFC 7303, 3 (the mark of byte order, then the header, then the declaration).

    >>> from parvis.collect.web import Answer
    >>> bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb">]><rss>&b;</rss>'
    >>> decoded(Answer(200, "https://a.example/feed", body=bomb))
    '<rss>&b;</rss>'
    """
    words = _words(answer).lstrip("\ufeff \t\r\n")
    first = _ELEMENT.search(words)
    start = first.start() if first else len(words)
    head = _DECLARATION.sub("", words[:start])
    return _DOCTYPE.sub("", _ENTITY.sub("", head)).lstrip() + words[start:]


def _words(answer: Answer) -> str:
    for encoding in (_named(answer), "utf-8", "cp1252"):
        try:
            return answer.body.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return answer.body.decode("utf-8", errors="replace")


def _named(answer: Answer) -> str:
    """The encoding a mark, the header or the declaration names."""
    for mark, encoding in _MARKS:
        if answer.body.startswith(mark):
            return encoding
    said = _CHARSET.search(answer.headers.get("Content-Type", ""))
    if said:
        return said[1]
    declared = _DECLARED.match(answer.body)
    return declared[1].decode("ascii") if declared else "utf-8"
