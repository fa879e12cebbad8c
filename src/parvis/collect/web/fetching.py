"""One try of one fetch: checked, in its turn, within bounds, wherever it is sent on to."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, TypeVar

import aiohttp

from parvis.collect.web.addresses import Allowed, checked
from parvis.collect.web.answer import Answer
from parvis.collect.web.asking import REDIRECTS, Ask, sent_on
from parvis.collect.web.bodies import read
from parvis.collect.web.faults import RAISED, fault_of, refusal
from parvis.collect.web.hosts import Hosts
from parvis.collect.web.limits import Limits
from parvis.collect.web.robots import LONGEST, Robots
from parvis.collect.web.waits import spent
from parvis.errors import BadAnswerError, FetchError, RateLimitedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from contextlib import AbstractAsyncContextManager
    from typing import TypeAlias

    from yarl import URL

    from parvis.collect.web.connecting import Sessions
    from parvis.collect.web.limits import Clock, Manners

    Reading: TypeAlias = Callable[[aiohttp.ClientResponse, Limits], Awaitable[bytes]]

Given = TypeVar("Given")
CLOSING = 2.0
OF_A_REFUSAL = Limits(wire=65_536, body=65_536)


class Fetcher:
    """Fetches, a try at a time.

    Arguments:
        sessions: the ways out.
        allowed: hosts of one's own network.
        agent: the name Parvis goes by in robots.txt.
        manners: how many at once, how often.
        clock: the time.
    """

    def __init__(
        self, sessions: Sessions, allowed: Allowed, agent: str, manners: Manners, clock: Clock
    ) -> None:
        self._sessions, self._allowed, self._clock = sessions, allowed, clock
        self.hosts = Hosts(manners, clock)
        self._robots = Robots(self._robots_of, agent, manners, clock)

    async def once(self, ask: Ask, limits: Limits, reading: Reading = read) -> Answer | FetchError:
        """Fetch once, and return what became of it; the caller raises it, or tries again."""
        async with AsyncExitStack() as stack:
            opened = await self.opened(ask, limits, stack)
            if isinstance(opened, FetchError):
                return opened
            last, response = opened
            body = await self.safely(reading(response, limits), last)
        if isinstance(body, FetchError):
            return body
        return Answer(response.status, str(last.url), response.headers, body)

    async def opened(
        self, ask: Ask, limits: Limits, stack: AsyncExitStack, *, endless: bool = False
    ) -> tuple[Ask, aiohttp.ClientResponse] | FetchError:
        """Open an answer whose body is still to be read.

        Arguments:
            ask: what is asked.
            limits: its bounds.
            stack: closes the answer, and gives the turn back.
            endless: a stream, which takes nobody's turn and has no end.

        Returns: what was asked in the end, and the answer; or why there is none.
        """
        return await self.safely(self._followed(ask, limits, stack, endless=endless), ask)

    async def safely(self, doing: Awaitable[Given], ask: Ask) -> Given | FetchError:
        """Do something with a connection, and return a fault rather than raising it.

        It is made here, and raised where no error of aiohttp is under way: so none, whose words
        may hold a key, hangs on it.
        """
        try:
            return await doing
        except FetchError as error:
            return error
        except RAISED as error:
            return fault_of(error, ask, self._clock.now())

    async def connected(
        self, ask: Ask, limits: Limits, silence: float, stack: AsyncExitStack
    ) -> aiohttp.ClientWebSocketResponse | FetchError:
        """Open a websocket, or return why it cannot be."""
        return await self.safely(self._connected(ask, limits, silence, stack), ask)

    async def each(self, items: AsyncIterator[Given], ask: Ask) -> AsyncIterator[Given]:
        """Give what a connection gives, its faults as those of `parvis.errors`."""
        while True:
            item = await self.safely(anext(items, None), ask)
            if item is None:
                return
            if isinstance(item, FetchError):
                raise item
            yield item

    async def _connected(
        self, ask: Ask, limits: Limits, silence: float, stack: AsyncExitStack
    ) -> aiohttp.ClientWebSocketResponse:
        await self.hosts.wait(ask, limits.patience)
        async with asyncio.timeout(limits.connect):
            return await stack.enter_async_context(
                self._sessions.of(ask.url).ws_connect(
                    ask.url,
                    headers=ask.headers,
                    timeout=aiohttp.ClientWSTimeout(ws_receive=silence, ws_close=CLOSING),
                    heartbeat=silence / 2,
                    max_msg_size=limits.message,
                    compress=0,
                )
            )

    async def _followed(
        self, ask: Ask, limits: Limits, stack: AsyncExitStack, *, endless: bool
    ) -> tuple[Ask, aiohttp.ClientResponse]:
        first = ask
        for _ in range(limits.redirects + 1):
            checked(ask.url, self._allowed)
            async with AsyncExitStack() as hop:
                await self._turn(ask, limits, hop, endless=endless)
                response = await hop.enter_async_context(
                    self._request(ask, limits.timeout(endless=endless))
                )
                if response.status not in REDIRECTS:
                    await self._accept(ask, response)
                    stack.push_async_exit(hop.pop_all())
                    return ask, response
                ask = sent_on(ask, response.status, response.headers.get("Location", ""))
        raise BadAnswerError.at(
            first.shown, f"it sends elsewhere more than {limits.redirects} times", "look at it"
        )

    async def _turn(self, ask: Ask, limits: Limits, hop: AsyncExitStack, *, endless: bool) -> None:
        interval = await self._robots.interval(ask) if ask.robots else None
        if endless:
            await self.hosts.wait(ask, limits.patience)
            return
        turn = self.hosts.turn(ask, interval=interval, patience=limits.patience)
        await hop.enter_async_context(turn)

    def _request(
        self, ask: Ask, timeout: aiohttp.ClientTimeout
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        return self._sessions.of(ask.url).request(
            ask.method,
            ask.url,
            headers=ask.headers,
            data=ask.body,
            allow_redirects=False,
            timeout=timeout,
        )

    async def _accept(self, ask: Ask, response: aiohttp.ClientResponse) -> None:
        """Let an answer pass, and note what it says of how often its host may be asked.

        Raises:
            FetchError: it is no answer to what was asked.
        """
        now = self._clock.now()
        wait = spent(response.headers, now)
        if not (200 <= response.status < 300 or response.status == 304):
            said = await self.safely(_cut(response, OF_A_REFUSAL), ask)
            # A refusal whose words are damaged or cut off is that refusal all the same.
            body = said if isinstance(said, bytes) else b""
            error = refusal(ask, response.status, response.headers, body, now)
            wait = error.wait if isinstance(error, RateLimitedError) else wait
            self._rest(ask, response.headers, wait)
            raise error
        self._rest(ask, response.headers, wait)

    def _rest(self, ask: Ask, headers: Mapping[str, str], wait: float | None) -> None:
        """Leave alone what is spent: the host where it asks for it, else what was asked of it."""
        if wait:
            is_whole = spent(headers, self._clock.now()) is None or "Retry-After" in headers
            (self.hosts.rest if is_whole else self.hosts.spare)(ask, wait)

    async def _robots_of(self, url: URL) -> Answer | FetchError:
        limits = Limits(body=LONGEST, total=30.0, patience=30.0)
        return await self.once(Ask("GET", url), limits, _cut)


async def _cut(response: aiohttp.ClientResponse, limits: Limits) -> bytes:
    return await read(response, limits, cut=True)
