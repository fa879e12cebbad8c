"""The bytes of a message become an item, whatever stands in them."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.normalise import text
from parvis.sources.mail.quoting import separate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.sources.platform import Item

LONGEST: Final = 100_000
"""Characters of a message that are read."""

LONGEST_HEADER: Final = 5_000
MOST_PARTS: Final = 200
MOST_REFERENCES: Final = 100

_ID = re.compile(r"<([^<>\s]{1,500})>")
# Run by Polars, whose expressions take a time that grows as the text does, whatever is in it.
_CITED = (
    r"(?is)<(?:blockquote|div)\b[^>]*(?:type=[\"']?cite|class=[\"']?(?:gmail_quote|yahoo_quoted|"
    r"moz-cite-prefix)|id=[\"']?(?:divRplyFwdMsg|appendonsend)).*"
)
_HEAD = r"(?is)<head\b.*?</head\s*>|<!--.*?-->"


def taken_apart(raw: bytes) -> Item:
    r"""Take a message apart; what no program could make sense of is there as `raw`.

    Arguments:
        raw: as the server keeps it, perhaps cut off.

    Returns: `id`, `answers`, `thread`, `date`, `from`, `address`, `subject`, `text`, `quoted`,
        `signature`, `attachments` (names) and `language`.

    Source: RFC 5322, RFC 2045 to 2047.

    >>> item = taken_apart(b"From: Lea <lea@a.example>\r\nSubject: Fibre\r\n\r\nEn panne.")
    >>> item["address"], item["subject"], item["text"]
    ('lea@a.example', 'Fibre', 'En panne.')
    """
    try:
        return _read(message_from_bytes(raw))
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return {"raw": raw[:LONGEST].decode("utf-8", "replace")}


def _read(message: Message) -> Item:
    names, plain, html = _parts(message)
    words = plain if plain.strip() else _without_html(html)
    said = separate(words[:LONGEST])
    named, address = _sender(message)
    answers = _ids(message, "In-Reply-To")[:1]
    own, above = _ids(message, "Message-ID")[:1], _ids(message, "References")[:MOST_REFERENCES]
    return {
        "id": own[0] if own else None,
        "answers": answers[0] if answers else None,
        "thread": next(iter([*above, *answers, *own]), None),
        "date": _date(message),
        "from": named,
        "address": address,
        "subject": _header(message, "Subject"),
        "text": said.text,
        "quoted": said.quoted,
        "signature": said.signature,
        "attachments": names,
        "language": _header(message, "Content-Language"),
    }


def _parts(message: Message) -> tuple[list[str], str, str]:
    """Names of what is attached, and the words in plain text and in HTML."""
    names: list[str] = []
    words: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _leaves(message):
        kind, name = part.get_content_type(), part.get_filename()
        if kind in words and name is None and part.get_content_disposition() != "attachment":
            words[kind].append(_text(part))
        elif kind != "multipart/mixed":
            names.append(_decoded(name) if name else kind)
    return names, "\n\n".join(words["text/plain"]), "\n".join(words["text/html"])


def _leaves(message: Message) -> Iterator[Message]:
    """Parts in their order, a bounded number; a message attached is one, whatever it holds."""
    waiting, count = [message], 0
    while waiting and count < MOST_PARTS:
        part, count = waiting.pop(), count + 1
        within = part.get_payload()
        if isinstance(within, list) and part.get_content_maintype() == "multipart":
            waiting += [each for each in reversed(within) if isinstance(each, Message)]
        else:
            yield part


def _text(part: Message) -> str:
    held = part.get_payload(decode=True)
    if not isinstance(held, bytes):
        return ""
    said = part.get_content_charset()
    return _decode(held, said).replace("\r\n", "\n")


def _decode(held: bytes, charset: str | None) -> str:
    """Bytes in the encoding they name; where they name none that is known, in one they fit."""
    for encoding in (charset, "utf-8"):
        try:
            if encoding is not None:
                return held.decode(encoding, "replace" if encoding == charset else "strict")
        except (LookupError, ValueError):
            continue
    return held.decode("cp1252", "replace")


def _without_html(html: str) -> str:
    """The words of a page; what a mail program shows as quoted is left out, unless it is all."""
    page = pl.Series([html[: 10 * LONGEST]], dtype=pl.String).str.replace_all(_HEAD, "")
    return _words(page.str.replace(_CITED, "")) or _words(page)


def _words(page: pl.Series) -> str:
    return str(text.clean(page, is_html=True)[0] or "")


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else _decoded(str(value)).strip() or None


def _decoded(value: str) -> str:
    """A header as its author wrote it (RFC 2047), on one line."""
    try:
        parts = decode_header(value[:LONGEST_HEADER])
    except (MessageError, ValueError):
        parts = [(value[:LONGEST_HEADER], None)]
    said = [part if isinstance(part, str) else _decode(part, code) for part, code in parts]
    return " ".join("".join(said).split())


def _sender(message: Message) -> tuple[str | None, str | None]:
    for header in ("From", "Sender", "Reply-To"):
        for name, address in getaddresses([str(message.get(header, ""))[:LONGEST_HEADER]]):
            if "@" in address:
                return _decoded(name) or None, address.strip().lower()
    return _header(message, "From"), None


def _ids(message: Message, name: str) -> list[str]:
    return _ID.findall(str(message.get(name, ""))[:LONGEST])


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date"))).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
