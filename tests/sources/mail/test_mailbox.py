"""A mailbox: who is let in, where it goes on, and what is asked of whom."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import msgspec
import pytest

from parvis.collect.web import Web
from parvis.errors import CredentialsError, FetchRefusedError, NotFoundError, SourceError
from parvis.sources.connector import Visit
from parvis.sources.mail import connector
from parvis.sources.mail.connector import CONNECTOR
from tests.sources.contract.peers.mail import Mailbox
from tests.sources.contract.post import Post

LONG = "correct horse battery staple"


def heard(peer, *, since=None, secret=Mailbox.secret, walk=CONNECTOR.pages, said=None, ours=True):
    """The pages of a walk over a peer; `ours`, whether its private address is allowed."""

    async def act():
        async with peer.running() as base, Web(allow_private=[base] if ours else []) as web:
            table = {"name": "care", **peer.settings(), **(said or {})}
            visit = Visit(web=web, since=since, secret=secret)
            settings = msgspec.convert(table, CONNECTOR.settings)
            return [page async for page in walk(settings, visit)]

    return asyncio.run(act())


def texts(pages):
    return [item["text"] for page in pages for item in page.items]


def posts(count):
    return [Post.of(number) for number in range(count)]


def test_the_first_visit_reads_the_newest_and_the_history_all():
    peer = Mailbox(posts(130))
    assert len(texts(heard(peer))) == connector.AT_FIRST
    assert texts(heard(peer))[-1] == "Post 129 says so"
    assert len(texts(heard(peer, walk=CONNECTOR.history))) == 130


def test_a_mailbox_numbered_anew_is_read_from_its_beginning():
    peer = Mailbox(posts(5))
    since = heard(peer)[-1].cursor
    assert texts(heard(peer, since=since)) == []
    peer.validity += 1
    assert len(texts(heard(peer, since=since))) == 5


def test_an_idle_mailbox_gives_a_sign_of_life_with_where_it_is():
    pages = heard(Mailbox(posts(2)))
    assert pages[-1].cursor == {"validity": 7, "uid": 12}
    assert not pages[-1].items


def test_nothing_in_the_mailbox_is_changed():
    peer = Mailbox(posts(2))
    heard(peer)
    told = " ".join(peer.asked)
    assert "EXAMINE" in told
    assert "BODY.PEEK[]" in told
    assert not {"SELECT", "STORE", "EXPUNGE"} & set(told.split())


def test_a_private_address_is_not_connected_to_unless_it_is_allowed():
    peer = Mailbox(posts(1))
    with pytest.raises(FetchRefusedError, match="not public"):
        heard(peer, ours=False)
    assert not peer.asked


def test_a_password_is_asked_for_and_never_told():
    with pytest.raises(SourceError, match="the password of the mailbox"):
        heard(Mailbox([]), secret=None)

    class Strict(Mailbox):
        async def _answered(self, writer, tag, command, *, is_cut):
            if command.startswith("LOGIN"):
                writer.write(f"{tag} NO bad password {command}\r\n".encode())
                return True
            return await super()._answered(writer, tag, command, is_cut=is_cut)

    with pytest.raises(CredentialsError) as raised:
        heard(Strict([]), secret=LONG)
    assert LONG not in str(raised.value)
    assert raised.value.__context__ is None


def test_a_folder_that_is_not_there_is_told():
    class Bare(Mailbox):
        def _told(self, command):
            return [] if command.startswith("LIST") else super()._told(command)

    with pytest.raises(NotFoundError, match="no such folder"):
        heard(Bare([]), said={"folder": "Archive"})


def test_a_server_without_idle_is_asked_again(monkeypatch):
    class Old(Mailbox):
        has_idle = False

        async def _answered(self, writer, tag, command, *, is_cut):
            if command == "NOOP":
                self.posts += [replace(Post.of(50), text="Late")]
                self.has_idle = True
            return await super()._answered(writer, tag, command, is_cut=is_cut)

    monkeypatch.setattr(connector, "ALIVE", 0.05)
    peer = Old(posts(1))

    async def act():
        async with peer.running() as base, Web(allow_private=[base]) as web:
            settings = msgspec.convert({"name": "care", **peer.settings()}, CONNECTOR.settings)
            pages = CONNECTOR.pages(settings, Visit(web=web, secret=Mailbox.secret))
            async for page in pages:
                if texts([page]) == ["Late"]:
                    await pages.aclose()
                    return

    asyncio.run(asyncio.wait_for(act(), 20))
    assert "NOOP" in peer.asked
