"""A mailbox that is open: what is new in it, and waiting for more; calls wait for their answer."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from imapclient.exceptions import IMAPClientError, LoginError

from parvis.errors import CredentialsError, NotFoundError, UnavailableError
from parvis.sources.mail.opening import connected

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from parvis.sources.mail.opening import Place

LARGEST: Final = 1 << 20
"""Bytes of a message that are read: its words come first, what is attached after them."""

Given = TypeVar("Given")


class Mailbox:
    """A mailbox that is open for reading; nothing in it is changed, not even what was read.

    Arguments:
        place: where it is.

    Raises:
        FetchRefusedError: its address is of a private network and was not allowed, or the password
            would go out in plain text.
        CredentialsError: the server does not let one in.
        NotFoundError: it has no such folder.
        UnavailableError: no answer, now or at any later call.

    Source: RFC 9051, RFC 2177.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._client = self._told(connected, place)
        if not self._told(self._is_let_in):
            self.close()
            raise CredentialsError.at(place.shown, "it does not let one in", "keep another key")
        opened = self._told(self._opened)
        if opened is None:
            self.close()
            raise NotFoundError.at(place.shown, "there is no such folder", "mend its name")
        self.validity = int(opened.get(b"UIDVALIDITY", 0))

    def after(self, uid: int) -> list[int]:
        """Return the numbers of messages above one, in their order."""
        found = self._told(self._client.search, ["UID", f"{uid + 1}:*"])
        return sorted(number for number in found if number > uid)

    def read(self, uids: Sequence[int]) -> list[tuple[int, bytes, dt.datetime | None]]:
        """Return messages as the server keeps them, each to its bound, and when they arrived.

        One that was taken away meanwhile is left out.
        """
        part = f"BODY.PEEK[]<0.{LARGEST}>"
        told = self._told(self._client.fetch, list(uids), ["INTERNALDATE", part])
        return [
            (uid, told[uid].get(b"BODY[]<0>") or b"", told[uid].get(b"INTERNALDATE"))
            for uid in uids
            if uid in told
        ]

    def wait(self, seconds: float) -> bool:
        """Wait for news; a server that has no IDLE is asked at the end whether it lives.

        Returns: whether the server is still there; it may end an idle connection at any time.
        """
        return self._told(self._waited, seconds)

    def wake(self) -> None:
        """Hang up, so that another thread that waits for an answer has one."""
        with suppress(OSError):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Leave without taking leave."""
        with suppress(OSError, IMAPClientError):
            self._client.shutdown()

    def _waited(self, seconds: float) -> bool:
        if not self._client.has_capability("IDLE"):
            time.sleep(seconds)
            self._client.noop()
            return True
        self._client.idle()
        told = self._client.idle_check(seconds)
        if any(line and line[0] == b"BYE" for line in told):
            return False
        self._client.idle_done()
        return True

    def _is_let_in(self) -> bool:
        try:
            if self._place.login == "token":
                self._client.oauth2_login(self._place.user, self._place.secret)
            else:
                self._client.login(self._place.user, self._place.secret)
        except LoginError:
            return False
        return True

    def _opened(self) -> dict[bytes, Any] | None:
        if not self._client.folder_exists(self._place.folder):
            return None
        return dict(self._client.select_folder(self._place.folder, readonly=True))

    def _told(self, ask: Callable[..., Given], *given: object) -> Given:
        """What the server answers; a fault is raised here, where nothing of the key hangs on it."""
        try:
            return ask(*given)
        except (OSError, IMAPClientError, ssl.SSLError) as fault:
            why = type(fault).__name__
        raise UnavailableError.at(self._place.shown, f"no answer ({why})", "try again later")
