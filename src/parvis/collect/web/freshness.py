"""Asking only for what is newer than last time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.collect.web.answer import Answer


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a server said of the version it gave; kept in a cursor, and told it the next time.

    Arguments:
        etag: its name of the version.
        modified: when it was changed, in the server's words.

    Source: RFC 9110, 13.

    >>> Freshness(etag='"1"').headers()
    {'If-None-Match': '"1"'}
    """

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for what is newer; the answer may be `is_unchanged`."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}

    def after(self, answer: Answer) -> Self:
        """Return what to tell the server after this answer.

        >>> from parvis.collect.web.answer import Answer
        >>> Freshness(etag='"1"').after(Answer(304, "https://a.example")).etag
        '"1"'
        """
        said = _said(answer.headers)
        if answer.is_unchanged and not any(said):
            return self
        return type(self)(*said)


def _said(headers: Mapping[str, str]) -> tuple[str, str]:
    return headers.get("ETag", ""), headers.get("Last-Modified", "")
