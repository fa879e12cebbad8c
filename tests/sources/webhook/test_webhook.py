"""A webhook: what was answered for is kept, whenever it was killed, and never twice."""

from __future__ import annotations

import asyncio
import json
import socket
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.collect.web import Web
from parvis.errors import SourceError
from parvis.sources.connector import Visit
from parvis.sources.webhook import spool
from parvis.sources.webhook.connector import CONNECTOR, Webhook
from parvis.sources.webhook.signing import signature
from parvis.sources.webhook.spool import Spool

KEY = "of nobody"
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["send", "torn", "read", "save", "trim", "half", "kill"]),
        st.integers(1, 30),
    ),
    max_size=40,
)


class Killed:
    """A spool, its reader and what the lake has, of which a kill leaves what is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answered: list[str] = []
        self.kept: list[str] = []
        self.saved: int | None = None
        self.kill(0)

    def send(self, size: int) -> None:
        lines = [f'"{len(self.answered)}-{part}"' for part in range(size % 4)]
        self.spool.append(lines)
        self.answered += lines

    def torn(self, size: int) -> None:
        with next(self.folder.glob("*.jsonl")).open("ab") as file:
            file.write(b'"never answered for'[:size])
        self.kill(0)

    def read(self, size: int) -> None:
        lines, self.place = self.spool.read(self.place, most=size % 5 + 1)
        self.unsaved += lines

    def save(self, _: int) -> None:
        self.kept, self.unsaved, self.saved = self.kept + self.unsaved, [], self.place

    def trim(self, _: int) -> None:
        if self.saved is not None and self.saved > self.spool.first:
            self.spool.trim(self.saved)

    def half(self, size: int) -> None:
        """Be killed when the new file stands and the old one has not gone."""
        old = next(self.folder.glob("*.jsonl"))
        held = old.read_bytes()
        self.trim(size)
        old.exists() or old.write_bytes(held)
        self.kill(0)

    def kill(self, _: int) -> None:
        self.spool, self.unsaved = Spool(self.folder, self.saved), []
        self.place = self.saved or 0


@settings(deadline=None)
@given(STEPS)
def test_whenever_it_is_killed_what_was_answered_for_is_read_once(steps):
    with tempfile.TemporaryDirectory() as folder:
        one = Killed(Path(folder))
        for step, size in steps:
            getattr(one, step)(size)
        one.kill(0)
        rest, _ = one.spool.read(one.place, most=10_000)
        assert one.kept + rest == one.answered


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def heard(folder: Path, send: Any, since: Any = None, **said: Any) -> tuple[list, Any]:
    """Open a hook, send to it, and return its answers and the first page with something in it."""
    hook = Webhook(name="form", hook="form", port=port(), **said)
    async with Web() as fetching, aiohttp.ClientSession() as session:
        walk = CONNECTOR.pages(
            hook,
            Visit(web=fetching, since=since, secret=KEY, folder=str(folder), saved=lambda: since),
        )
        page = await anext(walk)
        url = f"http://127.0.0.1:{hook.port}/hook/form"
        answers = [
            (await session.post(url, data=body, headers=headers)).status for body, headers in send
        ]
        while not page.items and 202 in answers:
            page = await anext(walk)
        await walk.aclose()
        return answers, page


def signed(body: bytes, at: float | None = None, **headers: str) -> tuple[bytes, dict[str, str]]:
    said = signature(KEY, body, int(time.time() if at is None else at))
    return body, {"X-Parvis-Signature": said, "Content-Type": "application/json", **headers}


def test_what_is_sent_is_read_under_the_names_of_the_schema(tmp_path):
    body = json.dumps({"id": 7, "words": "Merci é 🎉", "rating": 4}).encode()
    answers, page = asyncio.run(heard(tmp_path, [signed(body)], columns={"text": "words"}))
    assert answers == [202]
    assert CONNECTOR.record(page.items[0]) == {"id": "form/7", "text": "Merci é 🎉", "rating": 4}


def test_what_was_taken_outlives_the_listener_and_what_is_kept_does_not_come_again(tmp_path):
    _, page = asyncio.run(heard(tmp_path, [signed(b'{"text": "Oui"}')]))
    again = asyncio.run(heard(tmp_path, []))[1]
    assert again.items == page.items
    after = asyncio.run(heard(tmp_path, [], since=page.cursor))[1]
    assert after.items == []


def test_only_what_is_saved_is_taken_away_and_while_it_is_heard_too(tmp_path, monkeypatch):
    """Two postings; the first is saved while the hook is open, the second is not."""
    monkeypatch.setattr(spool, "TRIMMED", 1)
    saved: list[Any] = [None]

    async def listen() -> list[bytes]:
        hook = Webhook(name="form", hook="form", port=port())
        async with Web() as fetching, aiohttp.ClientSession() as session:
            visit = Visit(web=fetching, secret=KEY, folder=str(tmp_path), saved=lambda: saved[0])
            walk = CONNECTOR.pages(hook, visit)
            held = []
            for words in (b"Oui", b"Non", b"Si"):
                page = await anext(walk)
                body, headers = signed(b'{"text": "%s"}' % words)
                url = f"http://127.0.0.1:{hook.port}/hook/form"
                assert (await session.post(url, data=body, headers=headers)).status == 202
                while not page.items:
                    page = await anext(walk)
                saved[0] = page.cursor if words == b"Oui" else saved[0]
                held.append(b"".join(file.read_bytes() for file in tmp_path.rglob("*.jsonl")))
            await walk.aclose()
            return held

    first, second, third = asyncio.run(listen())
    assert (b"Oui" in first, b"Oui" in second, b"Oui" in third) == (True, False, False)
    assert b"Non" in third


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda: signed(b'{"text": "Oui"}', at=7), 401),
        (lambda: (b'{"text": "Oui"}', signed(b'{"text": "Non"}')[1]), 401),
        (lambda: (b'{"text": "Oui"}', {}), 401),
        (lambda: signed(b"no JSON"), 400),
        (lambda: signed(b"\xff"), 400),
        (lambda: signed(b'{"text": "' + b"x" * 2_000 + b'"}'), 413),
    ],
    ids=["long ago", "other words", "not signed", "no JSON", "no UTF-8", "too long"],
)
def test_what_is_not_taken_is_refused_and_not_on_the_disk(tmp_path, send, status):
    answers, _ = asyncio.run(heard(tmp_path, [send()], most=1_000))
    assert answers == [status]
    assert all(not file.read_bytes() for file in tmp_path.rglob("*.jsonl"))


def test_without_a_key_nothing_is_heard(tmp_path):
    async def listen() -> None:
        async with Web() as fetching:
            hook = Webhook(name="form", hook="form", port=port())
            await anext(CONNECTOR.pages(hook, Visit(web=fetching, folder=str(tmp_path))))

    with pytest.raises(SourceError, match="it needs a key"):
        asyncio.run(listen())


def test_a_port_that_is_taken_is_told_with_the_way_out(tmp_path):
    async def listen(taken: int) -> None:
        async with Web() as fetching:
            hook = Webhook(name="form", hook="form", port=taken)
            visit = Visit(web=fetching, secret=KEY, folder=str(tmp_path))
            await anext(CONNECTOR.pages(hook, visit))

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SourceError, match=r"cannot be heard on 127.0.0.1 port \d+ .*`port`"):
            asyncio.run(listen(other.getsockname()[1]))
