"""A token in place of a password: kept as it is, or made anew by the one that renews it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import msgspec

from parvis.errors import SourceError
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from parvis.collect.web import Web
    from parvis.sources.connector import Settings, Visit

EARLY: Final = 300.0
"""Seconds before its end at which a token is made anew."""

_MADE: WeakKeyDictionary[Web, dict[str, tuple[float, str]]] = WeakKeyDictionary()


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """What a key holds from which tokens are made.

    Arguments:
        token_url: that makes them.
        client_id, client_secret: of the application; some have no secret.
        refresh_token: that the owner of the mailbox granted.
        scope: for what, where the server wants it said again.

    >>> Renewal(token_url="https://a.example/token", client_id="a", refresh_token="b").scope
    ''
    """

    token_url: str
    client_id: str
    refresh_token: str
    client_secret: str = ""
    scope: str = ""


def renewal_in(secret: str) -> Renewal | None:
    """Return what a key says of how its tokens are made; None where it is no such key.

    >>> renewal_in("correct horse battery staple") is None
    True
    """
    try:
        return msgspec.json.decode(secret, type=Renewal)
    except msgspec.DecodeError:
        return None


async def token_of(settings: Settings, visit: Visit) -> str:
    """Return a token that is valid now; one that was made is kept in memory alone.

    Arguments:
        settings: of the source, for what is said of it.
        visit: its secret is an access token, or JSON with what renews it.

    Raises:
        SourceError: there is no key, or the server makes no token of it.
        FetchError: the server that makes tokens does not answer, or refuses.

    Source: RFC 6749, 6 (refreshing an access token).
    """
    secret = visit.needed(settings, "a token, or what renews one")
    renewal = renewal_in(secret)
    if renewal is None:
        return secret
    held = _MADE.setdefault(visit.web, {})
    ends, token = held.get(secret, (0.0, ""))
    if time.monotonic() > ends - EARLY:
        ends, token = await _made(settings, visit.web, renewal)
        held[secret] = ends, token
    return token


async def _made(settings: Settings, web: Web, renewal: Renewal) -> tuple[float, str]:
    said = msgspec.structs.asdict(renewal)
    url = said.pop("token_url")
    data = {"grant_type": "refresh_token", **{name: told for name, told in said.items() if told}}
    told = (await web.post(url, data=data, again=True)).json()
    token, lasting = dig(told, "access_token"), dig(told, "expires_in")
    if not isinstance(token, str):
        way_out = "grant it anew, and keep what you get with `parvis keys set`"
        raise SourceError.at(settings.name, "no token is made of what its key holds", way_out)
    lasts = float(lasting) if isinstance(lasting, int | float) else 3600.0
    return time.monotonic() + lasts, token
