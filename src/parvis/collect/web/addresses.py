"""Which addresses a fetch may name: scheme, host, port, and no name or password in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yarl import URL

from parvis.collect.web.redaction import redacted
from parvis.errors import FetchRefusedError

if TYPE_CHECKING:
    from collections.abc import Collection

SECURE = {"http": False, "https": True, "ws": False, "wss": True}
OTHER_PROTOCOLS = {
    1719, 1720, 1723, 2049, 3306, 3389, 3659, 4045, 5060, 5061, 5432, 5900, 6000, 6379, 6566, 6665,
    6666, 6667, 6668, 6669, 6679, 6697, 10080, 11211, 27017,
}  # fmt: skip
NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)
CANONICAL = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")


class Allowed:
    """The hosts of one's own network that may be visited.

    Arguments:
        hosts: each a host, or a host and its port: `localhost`, `10.0.0.7:8080`, `[::1]:8080`.

    >>> ours = Allowed(["localhost:8080", "10.0.0.7"])
    >>> URL("http://localhost:8080/x") in ours, URL("http://localhost:9090/x") in ours
    (True, False)
    >>> URL("https://10.0.0.7/") in ours
    True
    """

    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = frozenset(host.strip().lower() for host in hosts)

    def __contains__(self, url: URL) -> bool:
        host = (url.host or "").lower()
        bare = f"[{host}]" if ":" in host else host
        return bool({host, bare, f"{bare}:{url.port}"} & self._hosts)


def checked(address: str | URL, allowed: Allowed) -> URL:
    """Read an address, and refuse one that Parvis does not go to whatever its host resolves to.

    Arguments:
        address: http, https, ws or wss.
        allowed: hosts of one's own network, whose ports are one's own business.

    Raises:
        FetchRefusedError: another scheme, no host, a name or password in it, a host that is a
            number in disguise, or the port of another protocol.

    >>> checked("https://a.example/feed#top", Allowed([])).human_repr()
    'https://a.example/feed'
    >>> checked("http://0x7f.1/", Allowed([]))
    Traceback (most recent call last):
    parvis.errors.FetchRefusedError: http://0x7f.1/: its host is a number in disguise. \
What to do: write the host by its name.
    """
    try:
        url = URL(address).with_fragment(None)
        port = url.port
    except (ValueError, TypeError):
        url, port = None, None
    if url is None:
        raise FetchRefusedError.at(redacted(str(address)), "it is no address", "mend it")
    fault = _fault(url) or ("" if url in allowed else _fault_outside(url, port))
    if fault:
        raise FetchRefusedError.at(redacted(str(url)), *fault)
    return url


def _fault(url: URL) -> tuple[str, str] | None:
    if url.scheme not in SECURE:
        return "Parvis fetches from http, https, ws and wss only", "name another address"
    if not url.host:
        return "it names no host", "write the address whole"
    if url.raw_user is not None or url.raw_password is not None:
        return "it holds a name or password", "keep it with `parvis keys set`"
    return None


def _fault_outside(url: URL, port: int | None) -> tuple[str, str] | None:
    if _is_disguised(url.raw_host or ""):
        return "its host is a number in disguise", "write the host by its name"
    if port is None or port in OTHER_PROTOCOLS or (port < 1024 and port not in {80, 443}):
        return (
            f"port {port} is not one of the web",
            "allow the host in `allow_private` if it is your own",
        )
    return None


def _is_disguised(host: str) -> bool:
    """A host whose last label is a number is an IPv4 address, whatever notation it is in."""
    last = host.rstrip(".").rpartition(".")[2]
    return bool(NUMERIC.fullmatch(last)) and not CANONICAL.fullmatch(host)


def is_downgrade(old: URL, new: URL) -> bool:
    """Tell whether what was said in private would now be said aloud.

    >>> is_downgrade(URL("https://a.example"), URL("http://a.example"))
    True
    """
    return SECURE[old.scheme] and not SECURE[new.scheme]
