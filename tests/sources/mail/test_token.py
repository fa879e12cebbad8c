"""A mailbox that lets in by a token (XOAUTH2): what is sent, and how the token is made anew."""

from __future__ import annotations

import asyncio
import base64
import json

import msgspec
import pytest
from aiohttp import web

from parvis.collect.web import Web
from parvis.errors import CredentialsError, SourceError
from parvis.sources.connector import Visit
from parvis.sources.mail.connector import CONNECTOR
from tests.sources.contract.peers.mail import Mailbox
from tests.sources.contract.post import Post

TOKEN = "of-nobody-1"  # noqa: S105 - of nobody


class Modern(Mailbox):
    """Lets in by a token alone, as Google's and Microsoft's mail do; a failure is told twice."""

    def __init__(self, posts):
        super().__init__(posts)
        self.waiting, self.refused = None, False

    async def _answered(self, writer, tag, command, *, is_cut):
        if self.waiting is not None:
            return self._let_in(writer, tag)
        if command == "AUTHENTICATE XOAUTH2":
            self.waiting = tag
            writer.write(b"+ \r\n")
            return True
        if command.startswith("LOGIN"):
            writer.write(f"{tag} NO passwords are not taken\r\n".encode())
            return True
        return await super()._answered(writer, tag, command, is_cut=is_cut)

    def _let_in(self, writer, sent):
        wanted = f"user=care\x01auth=Bearer {TOKEN}\x01\x01"
        is_right = sent == base64.b64encode(wanted.encode()).decode()
        if not is_right and not self.refused:
            self.refused = True
            writer.write(b"+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")
            return True
        writer.write(f"{self.waiting} {'OK in' if is_right else 'NO out'}\r\n".encode())
        self.waiting = None
        return True


class Granting:
    """Makes tokens of one that renews them, as a server of OAuth does."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    async def grant(self, request):
        self.asked.append(dict(await request.post()))
        return web.json_response(self.answer)


def heard(peer, secret, granting=None, visits=1):
    """Visit a mailbox; the texts that came."""

    async def act():
        app = web.Application()
        app.router.add_post("/token", (granting or Granting({})).grant)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        place = f"127.0.0.1:{runner.addresses[0][1]}"
        try:
            async with peer.running() as base, Web(allow_private=[base, place]) as out:
                table = {"name": "care", "login": "token", **peer.settings()}
                settings = msgspec.convert(table, CONNECTOR.settings)
                visit = Visit(web=out, secret=secret.replace("PLACE", place))
                for _ in range(visits):
                    pages = [page async for page in CONNECTOR.pages(settings, visit)]
                return [item["text"] for page in pages for item in page.items]
        finally:
            await runner.cleanup()

    return asyncio.run(act())


RENEWAL = {
    "token_url": "http://PLACE/token",
    "client_id": "app",
    "client_secret": "of nobody either",
    "refresh_token": "again",
}


def test_a_token_lets_in():
    assert heard(Modern([Post.of(1)]), TOKEN) == ["Post 1 says so"]


def test_a_token_is_made_anew_by_what_renews_it_and_kept_while_it_lasts():
    granting = Granting({"access_token": TOKEN, "expires_in": 3600})
    assert heard(Modern([Post.of(1)]), json.dumps(RENEWAL), granting, visits=3)
    sent = {name: value for name, value in RENEWAL.items() if name != "token_url"}
    assert granting.asked == [{"grant_type": "refresh_token", **sent}]


def test_a_token_that_ends_soon_is_made_anew_at_each_visit():
    granting = Granting({"access_token": TOKEN, "expires_in": 60})
    heard(Modern([Post.of(1)]), json.dumps(RENEWAL), granting, visits=2)
    assert len(granting.asked) == 2


def test_a_token_that_is_refused_and_one_that_is_not_made_are_told_and_not_shown():
    with pytest.raises(CredentialsError) as raised:
        heard(Modern([]), "another-of-nobody")
    assert "another-of-nobody" not in str(raised.value)
    with pytest.raises(SourceError, match="grant it anew") as unmade:
        heard(Modern([]), json.dumps(RENEWAL), Granting({"error": "invalid_grant"}))
    assert "of nobody either" not in str(unmade.value)
