"""Websockets whose messages are bounded, and whose silence does not pass for quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from aiohttp import WSCloseCode, WSMsgType

from parvis.errors import TooLargeError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.web.asking import Ask


class Socket:
    """An open websocket: iterate over what comes, send what is to go.

    Arguments:
        inner: aiohttp's.
        ask: what was asked.
        silence: seconds after which one that says nothing, not even that it lives, is given up.
    """

    def __init__(self, inner: aiohttp.ClientWebSocketResponse, ask: Ask, silence: float) -> None:
        self._inner, self._ask, self._silence = inner, ask, silence

    async def __aiter__(self) -> AsyncIterator[str | bytes]:
        """Give each message, until the server ends it in good order.

        Raises:
            TooLargeError: a message is longer than its bound.
            UnavailableError: nothing came for too long, or the server hung up.
        """
        while True:
            message = await self._received()
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                break
            yield message.data
        if self._inner.close_code != WSCloseCode.OK or message.type is WSMsgType.ERROR:
            raise self._fault(message)

    async def send(self, message: str | bytes) -> None:
        """Send a message.

        Raises:
            UnavailableError: the server is gone.
        """
        try:
            if isinstance(message, str):
                await self._inner.send_str(message)
            else:
                await self._inner.send_bytes(message)
        except (aiohttp.ClientError, OSError):
            sent = False
        else:
            sent = True
        if not sent:
            raise self._gone("the server hung up")

    async def _received(self) -> aiohttp.WSMessage:
        try:
            return await self._inner.receive(self._silence)
        except TimeoutError:
            pass
        raise self._gone(f"nothing came for {self._silence:.0f} seconds")

    def _fault(self, message: aiohttp.WSMessage) -> TooLargeError | UnavailableError:
        if self._inner.close_code == WSCloseCode.MESSAGE_TOO_BIG:
            return TooLargeError.at(
                self._ask.shown, "a message is too long", "raise the limit `message`"
            )
        if isinstance(message.data, TimeoutError):
            return self._gone("it does not say that it lives")
        return self._gone(f"the server hung up ({self._inner.close_code})")

    def _gone(self, fault: str) -> UnavailableError:
        return UnavailableError.at(self._ask.shown, fault, "connect again")
