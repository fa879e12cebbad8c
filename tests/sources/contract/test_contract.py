"""What every source must do, whatever it is: one suite for all of them."""

from __future__ import annotations

import asyncio
import datetime as dt
import unicodedata
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from parvis.collect.page import Page
from parvis.collect.web import Limits, Web
from parvis.errors import ParvisError, PassingError
from parvis.sources.connector import Visit, rows_of
from parvis.sources.connectors import CONNECTORS
from tests.sources.contract.peer import EDITED, MANY, PASSES, STAYS, cut_off, hang, status
from tests.sources.contract.peers import PEERS
from tests.sources.contract.post import Post
from tests.sources.hurried import Hurried

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from parvis.collect.web import Clock
    from tests.sources.contract.peer import Peer

pytestmark = pytest.mark.long

NOW = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
TRIES = 5
UNICODE = "Ça marche 🎉👩‍👩‍👧 — שלום مرحبا 中文 e\u0301 \u202e!"


class Listening:
    """A source, listened to: what was kept of it, and where it is."""

    def __init__(self, peer: Peer, web: Web, clock: Clock) -> None:
        self.peer, self.cursor, self._clock = peer, None, clock
        self.settings = msgspec.convert(
            {"name": "peer", **peer.settings()}, peer.connector.settings
        )
        self.texts: dict[str, str] = {}
        self.rejected: list[str] = []
        self.pages: list[Page] = []
        self.removed: set[str] = set()
        self.largest = 0
        self._web = web

    async def visit(self, *, cut: int | None = None, walk: str = "pages") -> None:
        """Walk once, or until so many pages are kept; the cursor is that of the last one.

        A stream that is lost is opened again, some times, as whoever listens does; so is a site
        that could not say what machines may read.
        """
        is_patient = self.peer.is_asked_again or self.peer.connector.streams(self.settings)
        tries = TRIES if is_patient else 1
        for left in reversed(range(tries)):
            try:
                await self._walk(cut, walk)
            except PassingError as fault:
                if not left:
                    raise
                await self._clock.sleep(fault.wait or 1.0)
            else:
                return

    async def _walk(self, cut: int | None, walk: str) -> None:
        self.peer.laid()
        visit = Visit(web=self._web, since=self.cursor, secret=self.peer.secret)
        count = 0
        async with aclosing(getattr(self.peer.connector, walk)(self.settings, visit)) as pages:
            async for page in pages:
                self._keep(page)
                count += 1
                if count == cut or self.peer.is_heard(page):
                    return

    def _keep(self, page: Page) -> None:
        self.pages.append(page)
        self.removed |= set(page.removed)
        rows = 0 if page.rows is None else page.rows.height
        self.largest = max(self.largest, len(page.items) + rows)
        self.cursor = msgspec.json.decode(msgspec.json.encode(page.cursor))

    def read(self) -> None:
        """Turn the items of all pages into rows."""
        rejected = [letter for page in self.pages for letter in page.rejected]
        items = [item for page in self.pages for item in page.items]
        whole = Page(items=items, rejected=rejected)
        read = rows_of(self.peer.connector, self.settings, whole, NOW)
        given = [page.rows.select("id", "text") for page in self.pages if page.rows is not None]
        for frame in (read.frame.select("id", "text"), *given):
            self.texts |= dict(frame.iter_rows())
        self.rejected = [letter.content for letter in read.rejected]

    @property
    def ids(self) -> set[str]:
        """Ids of all that was kept."""
        return set(self.texts)


def run(peer: Peer, act: Callable[[Listening], Awaitable[Any]], **limits: Any) -> Listening:
    """Run a peer, listen to it as is said, and return what was heard; no wait takes time."""

    async def listen() -> Listening:
        clock = Hurried().clock()
        async with (
            peer.running() as base,
            Web(
                allow_private=[base.removeprefix("http://")],
                limits=replace(Limits(connect=1.0, silence=0.3, total=5.0), **limits),
                clock=clock,
            ) as web,
        ):
            heard = Listening(peer, web, clock)
            await act(heard)
            heard.read()
            return heard

    return asyncio.run(listen())


def posts(count: int, first: int = 0) -> list[Post]:
    """Make posts by number."""
    return [Post.of(number) for number in range(first, first + count)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask each test of every kind of source, but of those that say why it cannot be."""
    if "make" in metafunc.fixturenames:
        asked = [peer for peer in PEERS if metafunc.function.__name__ not in peer.spared]
        metafunc.parametrize("make", asked, ids=lambda peer: peer.__name__)


def everything(heard: Listening) -> Awaitable[None]:
    """Walk as far back as the source goes."""
    return heard.visit(walk="history" if heard.peer.has_history else "pages")


def test_all_pages_are_read(make):
    peer = make(posts(make.beyond if make.has_history else make.window))
    assert run(peer, everything).ids == {peer.id_of(post) for post in peer.posts}


def test_a_walk_that_is_cut_off_goes_on_where_it_was(make):
    peer = make(posts(make.window))

    async def act(heard: Listening) -> None:
        await heard.visit()
        for round_ in range(4):
            peer.posts += posts(make.window // 2, first=(round_ + 2) * 1000)
            await heard.visit(cut=1)
        await heard.visit()
        await heard.visit()

    heard = run(peer, act)
    newest = {peer.id_of(post) for post in peer.posts[-make.window // 2 :]}
    assert newest <= heard.ids
    if make.has_history:
        assert {peer.id_of(post) for post in peer.posts[make.window :]} <= heard.ids


def test_what_is_given_again_has_the_same_id(make):
    peer = make(posts(make.window))

    async def act(heard: Listening) -> None:
        await heard.visit()
        heard.cursor = None
        await heard.visit()

    heard = run(peer, act)
    assert len(heard.ids) == len(set(heard.ids)) <= len(peer.posts)


def test_an_edit_is_heard_under_the_same_id(make):
    peer = make(posts(5))

    async def act(heard: Listening) -> None:
        await heard.visit()
        peer.posts[-1] = replace(peer.posts[-1], text="Edited since")
        await heard.visit()

    heard = run(peer, act)
    assert heard.texts[peer.id_of(peer.posts[-1])] == "Edited since"


def test_a_post_taken_down_is_told_where_the_source_tells(make):
    peer = make(posts(5))

    async def act(heard: Listening) -> None:
        await heard.visit()
        gone = peer.posts.pop()
        peer.took_down(gone)
        await heard.visit()
        heard.gone = peer.id_of(gone).partition(":")[2]

    heard = run(peer, act)
    assert (heard.gone in heard.removed) == make.tells_removed


@pytest.mark.parametrize(
    "fault",
    [
        status(429, **{"Retry-After": "1"}),
        status(503),
        status(500),
        cut_off(),
        hang(),
    ],
    ids=["rate limit", "503", "500", "cut off", "timeout"],
)
def test_a_fault_that_passes_is_waited_out(make, fault):
    peer = make(posts(make.window))
    peer.faults.extend([fault, None, fault])
    heard = run(peer, lambda heard: heard.visit())
    assert peer.id_of(peer.posts[-1]) in heard.ids


def test_a_fault_that_stays_is_told_and_nothing_is_passed_over(make):
    peer = make(posts(make.window))

    async def act(heard: Listening) -> None:
        await heard.visit()
        peer.posts += posts(make.window // 2, first=5000)
        peer.faults.extend([status(503)] * 40)
        with pytest.raises(ParvisError):
            await heard.visit()
        peer.faults.clear()
        await heard.visit()

    heard = run(peer, act)
    assert {peer.id_of(post) for post in peer.posts[make.window :]} <= heard.ids


def test_an_item_that_is_none_becomes_a_dead_letter_and_its_neighbours_are_kept(make):
    peer = make([*posts(4), Post.of(4, "broken"), *posts(3, first=5)])
    heard = run(peer, lambda heard: heard.visit())
    assert len(heard.rejected) == 1
    assert heard.ids == {peer.id_of(post) for post in peer.posts if post.text != "broken"}


def test_a_post_dated_in_the_future_hides_none_that_follow(make):
    peer = make(posts(5))
    peer.posts.append(replace(Post.of(5), at=NOW + dt.timedelta(days=9_000)))

    async def act(heard: Listening) -> None:
        await heard.visit()
        peer.posts += posts(5, first=6)
        await heard.visit()

    heard = run(peer, act)
    assert {peer.id_of(post) for post in peer.posts} == heard.ids


def test_letters_of_all_scripts_arrive_as_they_were(make):
    peer = make([Post.of(0, UNICODE)])
    heard = run(peer, lambda heard: heard.visit())
    said = unicodedata.normalize("NFC", UNICODE)
    assert heard.texts[peer.id_of(peer.posts[0])] == said


def test_ten_thousand_posts_come_in_pages_of_bounded_size(make):
    peer = make(posts(10_000))
    peer.grown()
    heard = run(peer, everything)
    assert len(heard.ids) == 10_000
    assert heard.largest <= 2_000


def test_every_kind_is_in_the_suite_and_what_it_is_spared_is_a_test_with_a_reason():
    assert {peer.connector.kind for peer in PEERS} == CONNECTORS.keys()
    spared = {name: why for peer in PEERS for name, why in peer.spared.items()}
    assert spared.keys() <= {EDITED, MANY, PASSES, STAYS} <= globals().keys()
    assert all(spared.values())
