"""What a server answered."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from typing_extensions import override
from yarl import URL

from parvis.collect.web.redaction import redacted
from parvis.errors import BadAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a server may send: nothing about its shape is sure.
Json: TypeAlias = Any
LINK = re.compile(r'<(?P<url>[^<>]*)>(?P<rest>(?:[^,"<]|"[^"]*")*)')
RELATION = re.compile(r';\s*rel\s*=\s*"?(?P<names>[^";]+)', re.IGNORECASE)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, unpacked and within bounds.

    Arguments:
        status: 2xx, or 304 where what was asked for has not changed.
        url: where it came from in the end; it may hold secrets, its `repr` shows none.
        headers: their names whatever the capitals.
        body: the bytes, unpacked.
    """

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @override
    def __repr__(self) -> str:
        return f"Answer({self.status}, {redacted(self.url)!r}, {len(self.body):,} bytes)"

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that nothing changed since (304).

        >>> Answer(304, "https://a.example").is_unchanged
        True
        """
        return self.status == 304

    def text(self) -> str:
        """Return the words, in the encoding that a mark or the headers name, or else UTF-8.

        What cannot be read in it is replaced, never dropped.

        >>> Answer(200, "https://a.example", body="été".encode()).text()
        'été'
        """
        return self.body.decode(self._encoding(), errors="replace")

    def json(self) -> Json:
        """Return what the JSON holds.

        Raises:
            BadAnswerError: it is no JSON, or is cut off.

        >>> Answer(200, "https://a.example", body=b'{"posts": []}').json()
        {'posts': []}
        """
        for decode in (_strictly, self._tolerantly):
            try:
                return decode(self.body)
            except (ValueError, RecursionError):
                continue
        raise BadAnswerError.at(
            redacted(self.url),
            f"the answer is no JSON, or not all of it ({len(self.body):,} bytes)",
            "look whether the address is that of an interface for programs",
            status=self.status,
        )

    def _tolerantly(self, _: bytes) -> Json:
        """Half a pair of surrogates, or Latin-1, is JSON that networks send all the same."""
        return json.loads(self.text())

    def link(self, relation: str) -> str | None:
        """Return where a `Link` header points, whole; `next` is the next page of many.

        Source: RFC 8288.

        >>> given = {"Link": '</api?max_id=7>; rel="next", </api?min_id=9>; rel="prev"'}
        >>> Answer(200, "https://a.example/api", given).link("next")
        'https://a.example/api?max_id=7'
        """
        for found in LINK.finditer(self.headers.get("Link", "")):
            names = RELATION.search(found["rest"])
            if names and relation in names["names"].lower().split():
                return str(URL(self.url).join(URL(found["url"])))
        return None

    def _encoding(self) -> str:
        for mark, encoding in MARKS:
            if self.body.startswith(mark):
                return encoding
        said = Message()
        said["Content-Type"] = self.headers.get("Content-Type", "")
        return _known(said.get_content_charset() or "utf-8")


def _strictly(body: bytes) -> Json:
    return msgspec.json.decode(body)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return "utf-8"
