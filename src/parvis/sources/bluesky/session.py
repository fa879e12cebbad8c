"""Who asks Bluesky: an account and its app password, logged in seldom."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from parvis.errors import SourceError
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from parvis.collect.web import Web
    from parvis.sources.connector import Settings, Visit

LASTING: Final = 3_600.0
"""Seconds for which a session is used: it is good for two hours, and only about a hundred may be
begun in a day."""

_BEGUN: WeakKeyDictionary[Web, dict[tuple[str, str], tuple[float, str]]] = WeakKeyDictionary()


async def bearer(settings: Settings, visit: Visit, server: str) -> dict[str, str]:
    """Return the headers of who asks, logging in where no session is open; none without a key.

    Arguments:
        settings: of the source, for what is said of a key that is none.
        visit: its secret is `handle:app-password`.
        server: that keeps the account.

    Raises:
        SourceError: the key is of another form.
        FetchError: the server does not let it in.

    Source: docs.bsky.app, "com.atproto.server.createSession" and "Rate Limits", November 2026.
    """
    if visit.secret is None:
        return {}
    begun, token = _sessions(visit).get((server, visit.secret), (0.0, ""))
    if not token or time.monotonic() - begun > LASTING:
        token = await _begin(settings, visit, server)
        _sessions(visit)[server, visit.secret] = time.monotonic(), token
    return {"Authorization": f"Bearer {token}"}


def forget(visit: Visit, server: str) -> None:
    """Forget a session that was refused; the next visit begins another."""
    _sessions(visit).pop((server, visit.secret or ""), None)


def _sessions(visit: Visit) -> dict[tuple[str, str], tuple[float, str]]:
    return _BEGUN.setdefault(visit.web, {})


async def _begin(settings: Settings, visit: Visit, server: str) -> str:
    name, _, password = (visit.secret or "").rpartition(":")
    if not name or not password:
        way_out = "keep it as handle:app-password, as lea.bsky.social:abcd-efgh-ijkl-mnop"
        raise SourceError.at(settings.name, "its key names no account", way_out)
    answer = await visit.web.post(
        f"{server}/xrpc/com.atproto.server.createSession",
        json={"identifier": name, "password": password},
        again=True,
    )
    token = dig(answer.json(), "accessJwt")
    if not isinstance(token, str):
        raise SourceError.at(settings.name, "it was let in without a token", "ask the server")
    return token
