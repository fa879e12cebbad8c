"""Connections to public addresses only, held against the very address that is connected to."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, TypeAlias

import aiohttp
from aiohttp.abc import AbstractResolver
from typing_extensions import override

from parvis.collect.web.bodies import ACCEPTED
from parvis.collect.web.ranges import is_public

if TYPE_CHECKING:
    from aiohttp.abc import ResolveResult
    from yarl import URL

    from parvis.collect.web.addresses import Allowed

LONGEST_HEADER = 32_768
MOST_HEADERS = 128
Place: TypeAlias = tuple[
    int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]
]


class NotPublicError(OSError):
    """An address of a private network; of the system's kind, as aiohttp expects from a socket."""


def held(address: str) -> str:
    """Let a public address through.

    Raises:
        NotPublicError: it is not one.

    >>> held("93.184.216.34")
    '93.184.216.34'
    """
    if not is_public(address):
        raise NotPublicError(address)
    return address


def public_socket(place: Place) -> socket.socket:
    """Make the socket of a connection whose address is public.

    Here is the last moment: what is checked is what is connected to, so no answer of a name
    server between a check and a connection can lead elsewhere.

    Raises:
        NotPublicError: it is not.
    """
    family, kind, protocol, _, address = place
    held(str(address[0]))
    return socket.socket(family, kind, protocol)


class PublicResolver(AbstractResolver):
    """Resolves names, and refuses one of which any address is not public.

    Arguments:
        inner: whoever resolves them.
    """

    def __init__(self, inner: AbstractResolver) -> None:
        self._inner = inner

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name.

        Raises:
            NotPublicError: one of its addresses is not public.
        """
        found = await self._inner.resolve(host, port, family)
        for place in found:
            held(place["host"])
        return found

    @override
    async def close(self) -> None:
        """Close whoever resolves."""
        await self._inner.close()


class Sessions:
    """Two ways out: to the Internet, and to the hosts of one's own network that are allowed.

    They share no connection, no name that was resolved and no cookie; neither keeps cookies.

    Arguments:
        allowed: hosts of one's own network.
        agent: what Parvis calls itself.
        resolver: of names; the system's where it is None.
    """

    def __init__(
        self, allowed: Allowed, agent: str, resolver: AbstractResolver | None = None
    ) -> None:
        inner = resolver or aiohttp.ThreadedResolver()
        outside = aiohttp.TCPConnector(
            limit=0, resolver=PublicResolver(inner), socket_factory=public_socket
        )
        inside = aiohttp.TCPConnector(limit=0, resolver=inner)
        self._allowed = allowed
        self._outside, self._inside = _session(outside, agent), _session(inside, agent)

    def of(self, url: URL) -> aiohttp.ClientSession:
        """Return the way to an address."""
        return self._inside if url in self._allowed else self._outside

    async def close(self) -> None:
        """Close all connections."""
        await self._outside.close()
        await self._inside.close()


async def _stay(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep a websocket from being sent elsewhere, which aiohttp would follow without asking."""
    response = await handler(request)
    if "Upgrade" in request.headers and 300 <= response.status < 400:
        response.close()
        raise aiohttp.WSServerHandshakeError(
            response.request_info, (), status=response.status, headers=response.headers
        )
    return response


def _session(connector: aiohttp.TCPConnector, agent: str) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": agent, "Accept-Encoding": ACCEPTED},
        auto_decompress=False,
        trust_env=False,
        middlewares=[_stay],
        max_line_size=LONGEST_HEADER,
        max_field_size=LONGEST_HEADER,
        max_headers=MOST_HEADERS,
    )
