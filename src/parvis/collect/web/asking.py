"""What is asked of a server, and what becomes of it when the server sends it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from typing_extensions import override
from yarl import URL

from parvis.collect.web.addresses import SECURE, is_downgrade
from parvis.collect.web.redaction import is_secret, redacted, redacted_headers, secrets_of
from parvis.errors import BadAnswerError, FetchRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

REDIRECTS = frozenset({301, 302, 303, 307, 308})
HARMLESS = frozenset(
    {"accept", "accept-language", "if-none-match", "if-modified-since", "range", "user-agent"}
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request.

    Arguments:
        method: GET or POST.
        url: where.
        headers: their secrets are shown nowhere.
        body: of a POST.
        robots: whether the site's robots.txt is obeyed and the site visited as a crawler does.
        again: whether it may be repeated where one cannot know whether it was heard.
        secrets: what is struck out of everything that is said of it.

    >>> Ask("GET", URL("https://a.example/?key=1"), {"Authorization": "Bearer 1"})
    Ask(GET https://a.example/?key=••• {'Authorization': '•••'})
    """

    method: Literal["GET", "POST"]
    url: URL
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    robots: bool = False
    again: bool = True
    secrets: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        known = self.secrets | secrets_of(str(self.url), self.headers)
        object.__setattr__(self, "secrets", known)

    @override
    def __repr__(self) -> str:
        return f"Ask({self.method} {self.shown} {redacted_headers(self.headers)})"

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return redacted(str(self.url))

    @property
    def is_confidential(self) -> bool:
        """Whether it carries a key."""
        return any(map(is_secret, [*self.headers, *self.url.query]))


def sent_on(ask: Ask, status: int, location: str) -> Ask:
    """Return what to ask instead where a server sends one elsewhere.

    To another origin goes no header that could be a key, and no body.

    Arguments:
        ask: what was asked.
        status: one of `REDIRECTS`.
        location: where to; relative or whole.

    Raises:
        BadAnswerError: it does not say where to.
        FetchRefusedError: a key would be said aloud, or a body sent to somebody else.

    >>> ask = Ask("GET", URL("https://a.example/1"), {"Authorization": "x", "Accept": "*/*"})
    >>> sent_on(ask, 302, "https://b.example/2")
    Ask(GET https://b.example/2 {'Accept': '*/*'})
    """
    url = _joined(ask, location)
    if ask.is_confidential and is_downgrade(ask.url, url):
        raise FetchRefusedError.at(
            ask.shown, "it sends a key on to a connection that is not private", "ask its owner"
        )
    moved = ask.url.origin() != url.origin()
    then = ask if _keeps(ask, status) else _without_body(ask)
    if moved and then.body is not None:
        raise FetchRefusedError.at(
            ask.shown, "it sends what was posted on to another host", "post it there yourself"
        )
    headers = _harmless(then.headers) if moved else then.headers
    return replace(then, url=url, headers=headers)


def _keeps(ask: Ask, status: int) -> bool:
    """Whether a redirect leaves method and body as they are."""
    return ask.method == "GET" or status in {307, 308}


def _without_body(ask: Ask) -> Ask:
    kept = {k: v for k, v in ask.headers.items() if not k.lower().startswith("content-")}
    return replace(ask, method="GET", headers=kept, body=None)


def _harmless(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() in HARMLESS}


def _joined(ask: Ask, location: str) -> URL:
    try:
        url = ask.url.join(URL(location))
        usable = bool(location) and url.scheme in SECURE and bool(url.host)
    except ValueError:
        usable = False
    if not usable:
        raise BadAnswerError.at(
            ask.shown, "it sends elsewhere and does not say where to", "ask the site's owner"
        )
    return url.with_fragment(None)
