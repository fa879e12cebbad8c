"""What a site asks of machines: its robots.txt, obeyed."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

from parvis.collect.web.answer import Answer
from parvis.errors import FetchError, ForbiddenByRobotsError, PassingError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from yarl import URL

    from parvis.collect.web.asking import Ask
    from parvis.collect.web.limits import Clock, Manners

LONGEST = 500 * 1024
KEPT = 86_400.0
KEPT_FAULT = 600.0
MOST_KEPT = 4_096
AGENT_LINE = re.compile(
    r"^[ \t]*user[- ]?agent(?:[ \t]*:|[ \t])[ \t]*(?P<name>[^\r\n]*)$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a site, or that they cannot be had.

    Arguments:
        read: its robots.txt; None where all is allowed.
        closed: whether nothing is allowed, since the site could not say.
    """

    read: Protego | None = None
    closed: bool = False

    @classmethod
    def of(cls, outcome: Answer | FetchError, agent: str) -> Rules:
        """Read what became of fetching robots.txt.

        No such file, or one that is not shown: all is allowed. A server that cannot answer:
        nothing is, for now.

        Arguments:
            outcome: the file, or why there is none.
            agent: the name Parvis goes by there.

        Source: RFC 9309, 2.3.1.

        >>> from parvis.errors import NotFoundError
        >>> Rules.of(NotFoundError("nothing there", status=404), "Parvis").closed
        False
        """
        if isinstance(outcome, Answer):
            text = outcome.body[:LONGEST].decode("utf-8-sig", "replace")
            return cls(Protego.parse(concerning(text, agent)))
        refused = not isinstance(outcome, PassingError) and outcome.status is not None
        return cls(closed=not refused)


def concerning(text: str, agent: str) -> str:
    r"""Give all agents but ours, and the one that stands for all, one name.

    A parser keeps every rule for every agent it stands under: a file made for it would hold
    millions. Names are compared whole, as the standard says, and not by how they begin.

    Source: RFC 9309, 2.2.1.

    >>> print(concerning("User-agent: Parvis/1\nUser-agent: Par\nDisallow: /", "Parvis"))
    User-agent: Parvis
    User-agent: ~
    Disallow: /
    """
    ours = {"*": "*", agent.lower(): agent}
    return AGENT_LINE.sub(lambda line: f"User-agent: {ours.get(_token(line['name']), '~')}", text)


def _token(name: str) -> str:
    bare = name.partition("#")[0].partition("/")[0].strip().lower()
    return bare if bare == "*" else bare.strip("*")


@dataclass(slots=True)
class _Site:
    lock: asyncio.Lock
    rules: Rules
    until: float = 0.0


class Robots:
    """The robots.txt of every site of a run, each fetched once a day.

    Arguments:
        fetch: fetches one, and returns a fault rather than raising it.
        agent: the name Parvis goes by there.
        manners: the interval of a site that asks for none.
        clock: the time.
    """

    def __init__(
        self,
        fetch: Callable[[URL], Awaitable[Answer | FetchError]],
        agent: str,
        manners: Manners,
        clock: Clock,
    ) -> None:
        self._fetch, self._agent, self._manners, self._clock = fetch, agent, manners, clock
        self._sites: dict[str, _Site] = {}

    async def interval(self, ask: Ask) -> float:
        """Return the seconds to leave between two pages of a site.

        Raises:
            ForbiddenByRobotsError: the page is to be left alone.
            UnavailableError: the site cannot say now what is to be left alone.
        """
        rules = await self._rules(ask.url)
        if rules.closed:
            raise UnavailableError.at(
                ask.shown,
                "its site cannot say now what machines may read (robots.txt)",
                "try again later",
            ).after(KEPT_FAULT)
        if rules.read is None:
            return self._manners.interval
        if not rules.read.can_fetch(str(ask.url), self._agent):
            raise ForbiddenByRobotsError.at(
                ask.shown, "its site asks machines to leave it alone (robots.txt)", "leave it out"
            )
        asked = min(_delay(rules.read, self._agent), self._manners.longest_delay)
        return max(self._manners.interval, asked)

    async def _rules(self, url: URL) -> Rules:
        site = self._site(str(url.origin()))
        async with site.lock:
            if self._clock.steady() >= site.until:
                outcome = await self._fetch(url.origin().with_path("/robots.txt"))
                site.rules = Rules.of(outcome, self._agent)
                kept = KEPT_FAULT if site.rules.closed else KEPT
                site.until = self._clock.steady() + kept
        return site.rules

    def _site(self, origin: str) -> _Site:
        if origin not in self._sites:
            if len(self._sites) >= MOST_KEPT:
                self._sites = {k: v for k, v in self._sites.items() if v.lock.locked()}
            self._sites[origin] = _Site(asyncio.Lock(), Rules(), until=float("-inf"))
        return self._sites[origin]


def _delay(read: Protego, agent: str) -> float:
    """Seconds between two pages, whichever way a site says it."""
    rate = read.request_rate(agent)
    between = rate.seconds / rate.requests if rate and rate.requests > 0 else 0.0
    return max(read.crawl_delay(agent) or 0.0, between)
