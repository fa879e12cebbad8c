"""Who asks Reddit: an application and its secret, from which a token is made and renewed."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from parvis.errors import SourceError
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from parvis.collect.web import Web
    from parvis.sources.connector import Settings, Visit

EARLY: Final = 300.0
"""Seconds before its end at which a token is renewed."""

_TOKENS: WeakKeyDictionary[Web, dict[tuple[str, str], tuple[float, str]]] = WeakKeyDictionary()


async def token_of(settings: Settings, visit: Visit, site: str) -> str:
    """Return a token for who asks, made anew where the last one ends soon; it is never written.

    Arguments:
        settings: of the source, for what is said of a key that is none.
        visit: its secret is `id:secret` of an application.
        site: that makes tokens.

    Raises:
        SourceError: there is no key, or it is of another form.
        FetchError: Reddit does not let it in.

    Source: RFC 6749, 4.4 (client credentials).
    """
    secret = visit.needed(settings, "the id and the secret of an application of Reddit's")
    held = _TOKENS.setdefault(visit.web, {})
    ends, token = held.get((site, secret), (0.0, ""))
    if time.monotonic() > ends - EARLY:
        ends, token = await _made(settings, visit, site, secret)
        held[site, secret] = ends, token
    return token


def forget(visit: Visit, site: str) -> None:
    """Forget a token that was refused; the next visit makes another."""
    _TOKENS.get(visit.web, {}).pop((site, visit.secret or ""), None)


async def _made(settings: Settings, visit: Visit, site: str, secret: str) -> tuple[float, str]:
    if not all(secret.partition(":")):
        way_out = "keep it as id:secret, both as reddit.com/prefs/apps shows them"
        raise SourceError.at(settings.name, "its key names no application", way_out)
    basic = base64.b64encode(secret.encode()).decode()
    answer = await visit.web.post(
        f"{site}/api/v1/access_token",
        data={"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {basic}"},
        again=True,
    )
    told = answer.json()
    token, lasting = dig(told, "access_token"), dig(told, "expires_in")
    if not isinstance(token, str):
        raise SourceError.at(settings.name, "Reddit made no token", "look at the application")
    lasts = float(lasting) if isinstance(lasting, int | float) else 3600.0
    return time.monotonic() + lasts, token
