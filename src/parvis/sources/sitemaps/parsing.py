"""What a sitemap lists: pages and further sitemaps, each with when it was last changed.

Source: sitemaps.org, "Sitemaps XML format", and Google's news sitemaps, read in November 2026.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 52_428_800
"""Bytes of one sitemap once unpacked: the most that the protocol allows."""

MOST_ENTRIES: Final = 50_000
LONGEST: Final = 2_048
_LINE: Final = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_GZIP: Final = b"\x1f\x8b"
_DATES: Final = ("lastmod", "publication_date")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or a further sitemap.

    Arguments:
        url: its address.
        changed: when it was last changed, or published where only that is told; None if neither.

    >>> Entry("https://example.org/a").changed is None
    True
    """

    url: str
    changed: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file lists.

    Arguments:
        pages: in the order of the file.
        maps: further sitemaps, where it is an index.
        left: entries that were not taken: of another site, no address, or one too many.

    >>> Sitemap().pages
    []
    """

    pages: list[Entry] = field(default_factory=list)
    maps: list[Entry] = field(default_factory=list)
    left: int = 0


def read(data: bytes, url: str, *, site: str | None = None) -> Sitemap:
    """Read a sitemap, an index of such, or a list of addresses; packed by gzip or not.

    Nothing outside the file is ever read: a file that declares entities is refused whole.

    Arguments:
        data: the file; what is no sitemap lists nothing.
        url: its address.
        site: whose pages it may list, for robots.txt may name a sitemap that lies elsewhere; the
            site of its address if None. Pages of other sites are left out, as the protocol asks.

    >>> listed = read(
    ...     b"<urlset><url><loc>https://example.org/a</loc>"
    ...     b"<lastmod>2024-03-12</lastmod></url></urlset>",
    ...     "https://example.org/sitemap.xml",
    ... )
    >>> listed.pages[0].changed
    datetime.datetime(2024, 3, 12, 0, 0, tzinfo=datetime.timezone.utc)
    """
    plain = _unpacked(data) if data.startswith(_GZIP) else data[:MOST_BYTES]
    start = plain.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"<"):
        lines = start.decode("utf-8", "replace").split()
        listed = (("url", line, None) for line in lines if "://" in line)
        return _sorted(listed, site or url)
    return Sitemap() if b"<!ENTITY" in plain else _sorted(_entries(start), site or url)


def _unpacked(data: bytes) -> bytes:
    """Unpack as far as the bound, or as far as it goes."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, MOST_BYTES)
    except zlib.error:
        return b""


def _entries(plain: bytes) -> Iterator[tuple[str, str, str | None]]:
    """Kind, address and date of each entry."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    for element in root.iterchildren() if root is not None else ():
        said = _said(element)
        if said.get("loc"):
            date = next((said[name] for name in _DATES if said.get(name)), None)
            yield _name(element), said["loc"], date


def _said(element: etree._Element) -> dict[str, str]:
    """The texts below an entry by name; the first of each counts."""
    said: dict[str, str] = {}
    for _, inner in zip(range(200), element.iterdescendants(), strict=False):
        said.setdefault(_name(inner), (inner.text or "").strip())
    return said


def _name(element: etree._Element) -> str:
    tag = element.tag
    return etree.QName(tag).localname.lower() if isinstance(tag, str) else ""


def _sorted(entries: Iterator[tuple[str, str, str | None]], url: str) -> Sitemap:
    """Pages and maps apart, those that do not belong left out."""
    listed, left = Sitemap(), 0
    for many, (kind, address, date) in enumerate(entries):
        whole = _on_site(address, url)
        if whole is None or many >= MOST_ENTRIES or kind not in {"url", "sitemap"}:
            left += 1
            continue
        (listed.maps if kind == "sitemap" else listed.pages).append(Entry(whole, moment(date)))
    return Sitemap(listed.pages, listed.maps, left)


def _on_site(address: str, url: str) -> str | None:
    """An address of the same site, whole."""
    whole = _whole(address, url)
    if whole is None:
        return None
    hosts = {(urlsplit(one).hostname or "").removeprefix("www.") for one in (whole, url)}
    return whole if len(hosts) == 1 else None


def _whole(address: str, url: str) -> str | None:
    try:
        whole = urljoin(url, address)
        is_page = urlsplit(whole).scheme in {"http", "https"} and urlsplit(whole).hostname
    except ValueError:
        return None
    return whole if is_page and len(whole) <= LONGEST else None


def moment(date: str | None) -> dt.datetime | None:
    """Return a W3C date as a time in UTC; None where it is none.

    >>> moment("2024-03-12T10:00+01:00"), moment("hier")
    (datetime.datetime(2024, 3, 12, 9, 0, tzinfo=datetime.timezone.utc), None)
    """
    try:
        when = dt.datetime.fromisoformat((date or "").strip()[:40])
        return when.astimezone(dt.UTC) if when.tzinfo else when.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def named_in(robots: str, url: str) -> list[str]:
    r"""Return the sitemaps that a robots.txt names, in its order, each once.

    Arguments:
        robots: its text.
        url: its address.

    >>> named_in("User-agent: *\nSitemap: /news.xml", "https://example.org/robots.txt")
    ['https://example.org/news.xml']
    """
    found = (_whole(line, url) for line in _LINE.findall(robots[:1_000_000]))
    return list(dict.fromkeys(address for address in found if address))
