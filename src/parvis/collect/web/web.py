"""The way out to other machines: one object a run, safe whatever the address."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import msgspec
from yarl import URL

from parvis import __version__
from parvis.collect.web.addresses import Allowed, checked
from parvis.collect.web.asking import Ask
from parvis.collect.web.connecting import Sessions
from parvis.collect.web.fetching import Fetcher
from parvis.collect.web.limits import Clock, Limits, Manners
from parvis.collect.web.retrying import patiently
from parvis.collect.web.sockets import Socket
from parvis.collect.web.streaming import lines
from parvis.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping

    from aiohttp.abc import AbstractResolver

    from parvis.collect.web.answer import Answer, Json

SILENCE = 90.0
AGENT = f"Parvis/{__version__}"


class Web:
    """Fetches for all sources of a run; an asynchronous context manager.

    No private address is reached unless its host is allowed, whatever a name server or a
    redirect says; bytes, time, redirects and tries are bounded; robots.txt and rate limits are
    obeyed; no error and no log holds a key.

    Arguments:
        allow_private: hosts of one's own network that may be visited, each a host or a host and
            its port.
        agent: the name Parvis goes by, and perhaps where to find who runs it.
        limits: of a fetch that names none of its own.
        manners: how many fetches at once, how often a site is visited.
        clock: the time, for tests.
        resolver: of names, for tests; the system's by default.

    >>> import asyncio
    >>> async def fetch() -> None:
    ...     async with Web() as web:
    ...         await web.get("http://127.0.0.1/")
    >>> asyncio.run(fetch())
    Traceback (most recent call last):
    parvis.errors.FetchRefusedError: http://127.0.0.1/: it leads to 127.0.0.1, an address that \
is not public. What to do: allow the host in `allow_private` if it is your own.
    """

    def __init__(
        self,
        *,
        allow_private: Collection[str] = (),
        agent: str = AGENT,
        limits: Limits | None = None,
        manners: Manners | None = None,
        clock: Clock | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._allowed, self._agent, self._resolver = Allowed(allow_private), agent, resolver
        self._limits, self._manners = limits or Limits(), manners or Manners()
        self._clock = clock or Clock()
        self._closing = AsyncExitStack()

    async def __aenter__(self) -> Self:
        sessions = Sessions(self._allowed, self._agent, self._resolver)
        self._closing.push_async_callback(sessions.close)
        name = self._agent.partition("/")[0]
        self._fetcher = Fetcher(sessions, self._allowed, name, self._manners, self._clock)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._closing.aclose()

    def is_allowed(self, host: str, port: int) -> bool:
        """Tell whether a host is one's own and may be visited, for what speaks no HTTP.

        >>> Web(allow_private=["mail.intern:143"]).is_allowed("mail.intern", 143)
        True
        """
        return URL.build(scheme="https", host=host, port=port) in self._allowed

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        robots: bool = False,
        limits: Limits | None = None,
    ) -> Answer:
        """Fetch an address.

        Arguments:
            url: http or https.
            params: added to its query.
            headers: sent with it; keys go to no other origin.
            robots: obey the site's robots.txt and visit it as a crawler should, a page at a time.
            limits: of this fetch.

        Returns: an answer of 2xx, or 304 where a header asked for what is newer.

        Raises:
            FetchError: there is none; the kind says why, and `PassingError` what may pass.
        """
        asked = self._url(url).update_query(params) if params else self._url(url)
        return await self._patiently(Ask("GET", asked, headers or {}, robots=robots), limits)

    async def post(
        self,
        url: str,
        *,
        json: Json = None,
        data: Mapping[str, str] | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        again: bool = False,
        limits: Limits | None = None,
    ) -> Answer:
        """Send something to an address.

        Arguments:
            url: http or https.
            json: sent as JSON.
            data: a form's fields, or bytes.
            headers: sent with it; keys go to no other origin.
            again: whether it may be sent again where nobody knows whether it was heard.
            limits: of this fetch.

        Returns: an answer of 2xx.

        Raises:
            FetchError: there is none; the kind says why, and `PassingError` what may pass.
        """
        kind, body = _packed(json, data)
        said = {**kind, **(headers or {})}
        secrets = _within(data) | _within(json)
        ask = Ask("POST", self._url(url), said, body, again=again, secrets=secrets)
        return await self._patiently(ask, limits)

    @asynccontextmanager
    async def stream(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        silence: float = SILENCE,
        limits: Limits | None = None,
    ) -> AsyncIterator[AsyncIterator[str]]:
        """Open a stream without an end, and read its lines as each comes; `events` reads events.

        It is opened once: whoever listens opens it again, from where it was.

        Arguments:
            url: http or https.
            headers: sent with it; keys go to no other origin.
            silence: seconds without a byte after which it is given up.
            limits: its connection, and `message`, the longest line.

        Raises:
            FetchError: it cannot be opened; while reading, it was lost, silent, or too long.
        """
        bounds = replace(limits or self._limits, silence=silence)
        ask = Ask("GET", self._url(url), {"Accept-Encoding": "identity", **(headers or {})})
        async with AsyncExitStack() as stack:
            opened = await self._fetcher.opened(ask, bounds, stack, endless=True)
            if isinstance(opened, FetchError):
                raise opened
            last, response = opened
            yield self._fetcher.each(lines(response, bounds.message), last)

    @asynccontextmanager
    async def socket(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        silence: float = SILENCE,
        limits: Limits | None = None,
    ) -> AsyncIterator[Socket]:
        """Open a websocket.

        It is opened once, goes where it says and nowhere else, and is asked whether it lives.

        Arguments:
            url: ws or wss.
            headers: sent with it.
            silence: seconds without a message, or any other sign of life, until it is given up.
            limits: its connection, and `message`, the longest message in bytes.

        Raises:
            FetchError: it cannot be opened; while reading, it was lost, silent, or too long.
        """
        ask = Ask("GET", self._url(url), headers or {})
        async with AsyncExitStack() as stack:
            bounds = limits or self._limits
            opened = await self._fetcher.connected(ask, bounds, silence, stack)
            if isinstance(opened, FetchError):
                raise opened
            yield Socket(opened, ask, silence)

    def _url(self, url: str) -> URL:
        return checked(url, self._allowed)

    async def _patiently(self, ask: Ask, limits: Limits | None) -> Answer:
        bounds = limits or self._limits
        return await patiently(
            lambda: self._fetcher.once(ask, bounds), bounds, self._clock, again=ask.again
        )


def _packed(json: object, data: Mapping[str, str] | bytes | None) -> tuple[dict[str, str], bytes]:
    """Headers and bytes of what is posted."""
    if json is not None:
        return {"Content-Type": "application/json"}, msgspec.json.encode(json)
    if isinstance(data, bytes):
        return {"Content-Type": "application/octet-stream"}, data
    form = URL.build(query=dict(data or {})).raw_query_string
    return {"Content-Type": "application/x-www-form-urlencoded"}, form.encode()


def _within(sent: object) -> frozenset[str]:
    """What a form or an object holds is repeated in no message, whatever the fields are called."""
    if isinstance(sent, str):
        return frozenset({sent} if len(sent) > 3 else ())
    parts = sent.values() if isinstance(sent, dict) else sent if isinstance(sent, list) else ()
    return frozenset(text for part in parts for text in _within(part))
