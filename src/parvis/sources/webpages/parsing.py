"""A page's bytes become a tree, whatever they are."""

from __future__ import annotations

import codecs
import re
from typing import Final

from lxml import etree
from lxml import html as markup

from parvis.sources.webpages import bounds

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def parse(html: bytes | str) -> tuple[markup.HtmlElement, bool]:
    """Parse a page, whatever it is; a second value tells whether all of it was taken.

    >>> parse("<p>Été")[0].text_content()
    'Été'
    """
    data = html.encode("utf-8", "replace") if isinstance(html, str) else html
    cut = data[: bounds.MOST_BYTES].replace(b"\0", b"")
    encoding = "utf-8" if isinstance(html, str) else encoding_of(cut)
    text = cut.decode(encoding, "replace").encode("utf-8", "replace")
    parser = markup.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = markup.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        root = markup.document_fromstring("<html><body></body></html>")
    bounds.prune(root)
    return root, len(data) <= bounds.MOST_BYTES


def encoding_of(data: bytes) -> str:
    """Tell how a page is encoded: UTF-8 where it is, else what it declares, else Windows-1252.

    >>> encoding_of("<meta charset=iso-8859-15>été".encode("iso-8859-15"))
    'iso8859-15'
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        return _known(found[1].decode("ascii", "replace")) if found else "cp1252"
    return "utf-8"


def _known(name: str) -> str:
    """A text encoding by its name; browsers read Latin-1 as Windows-1252, which holds it."""
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return "cp1252"
    is_latin = codec.name in {"iso8859-1", "ascii", "utf-8"}
    return "cp1252" if is_latin or not getattr(codec, "_is_text_encoding", True) else codec.name
