"""Where a mailbox is, and the way to it: no private address, no password in clear."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Literal

from imapclient import IMAPClient

from parvis.collect.web.ranges import is_public
from parvis.errors import FetchRefusedError

Security = Literal["tls", "starttls", "none"]
Login = Literal["password", "token"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a mailbox is, and how it is opened.

    Arguments:
        host, port: of the server.
        security: how the connection is kept private.
        user, secret, folder: what is opened.
        login: whether the secret is a password, or a token (XOAUTH2).
        is_own: whether the host is of one's own network, and was allowed.
        silence: seconds after which a server that does not answer is given up.
    """

    host: str
    port: int
    security: Security
    user: str
    secret: str
    login: Login
    folder: str
    is_own: bool
    silence: float

    @property
    def shown(self) -> str:
        """Its name in messages."""
        return f"imap://{self.host}:{self.port}/{self.folder}"


def connected(place: Place) -> IMAPClient:
    """Connect, and make the connection private as is said; nobody is logged in yet.

    Raises:
        FetchRefusedError: its address is of a private network and was not allowed, or the secret
            would go out in clear.
        OSError: no answer.
    """
    _hold(place, {str(found[4][0]) for found in socket.getaddrinfo(place.host, place.port)})
    client = IMAPClient(place.host, place.port, ssl=place.security == "tls", timeout=place.silence)
    client.normalise_times = False
    # Held once more against what was connected to: a name can change in between.
    _hold(place, {str(client.socket().getpeername()[0])})
    if place.security == "starttls":
        client.starttls()
    return client


def _hold(place: Place, addresses: set[str]) -> None:
    """Let addresses pass that are public, or allowed.

    Raises:
        FetchRefusedError: one is neither; or nothing keeps the password private on the way.
    """
    if place.is_own:
        return
    way_out = "allow the host in `allow_private` if it is your own"
    if not all(map(is_public, addresses)):
        raise FetchRefusedError.at(place.shown, "it leads to an address not public", way_out)
    if place.security == "none":
        raise FetchRefusedError.at(place.shown, "the password would go out in clear", way_out)
