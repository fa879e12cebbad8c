"""A Bluesky PDS: an account's repository is kept once, with and without logging in."""

from __future__ import annotations

import json
import shutil
import subprocess
from urllib.request import Request, urlopen

import pytest

from tests.conftest import PDS
from tests.peers.hearing import kept, listen
from tests.peers.ports import free_port, is_open

pytestmark = pytest.mark.pds

NODE = shutil.which("node") or "node"
HANDLE, PASSWORD = "lea.test", "correct-horse-battery"


class Pds:
    """A server of its own, with a directory of identities and one account."""

    def __init__(self) -> None:
        self.port, directory = free_port(), free_port()
        served = [NODE, str(PDS.parent / "serve.mjs"), str(self.port), str(directory)]
        self.process = subprocess.Popen(served, stdout=subprocess.DEVNULL, cwd=PDS.parent)
        assert is_open(self.port, within=120.0)
        account = {"handle": HANDLE, "email": "lea@test.example", "password": PASSWORD}
        made = self.ask("com.atproto.server.createAccount", account)
        self.did, self._token = made["did"], made["accessJwt"]

    def ask(self, name, body, token=None):
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        url = f"http://localhost:{self.port}/xrpc/{name}"
        request = Request(url, json.dumps(body).encode(), headers)
        with urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.loads(answer.read())

    def post(self, *numbers) -> list[str]:
        """Say so many posts; return their keys."""
        keys = []
        for number in numbers:
            said = {
                "$type": "app.bsky.feed.post",
                "text": f"Post {number}: our brand is down",
                "createdAt": f"2026-11-29T06:{number // 60:02}:{number % 60:02}.000Z",
                "langs": ["en"],
            }
            chosen = {"repo": self.did, "collection": "app.bsky.feed.post", "record": said}
            made = self.ask("com.atproto.repo.createRecord", chosen, self._token)
            keys.append(made["uri"].rpartition("/")[2])
        return keys

    def delete(self, key) -> None:
        chosen = {"repo": self.did, "collection": "app.bsky.feed.post", "rkey": key}
        self.ask("com.atproto.repo.deleteRecord", chosen, self._token)

    def source(self, **said) -> str:
        server = f"http://localhost:{self.port}"
        told = {"kind": "bluesky", "name": "pds", "server": server, "every": 0.5, **said}
        return "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def pds():
    server = Pds()
    yield server
    server.stop()


def numbers(folder):
    return sorted(int(text.split()[1].rstrip(":")) for text in kept(folder)["text"])


def test_a_repository_is_kept_whole_and_once_across_a_restart(pds, tmp_path):
    pds.post(*range(130))
    source = pds.source(repository=HANDLE, history=True)
    listen(tmp_path, source, lambda told: told.of["pds"].new >= 130)
    assert numbers(tmp_path) == list(range(130))
    later = range(130, 135)
    listen(
        tmp_path,
        source,
        lambda told: told.of["pds"].new >= len(later),
        during=lambda: pds.post(*later),
    )
    assert numbers(tmp_path) == list(range(135))
    assert kept(tmp_path)["author_id"].unique().to_list() == [pds.did]
    assert kept(tmp_path)["declared_language"].unique().to_list() == ["en"]


def test_an_account_logs_in_and_one_that_may_not_is_told(pds, tmp_path):
    source = pds.source(repository=pds.did, key="pds")
    states = listen(
        tmp_path, source, lambda told: told.of["pds"].read > 0, secret=f"{HANDLE}:{PASSWORD}"
    )
    assert states.of["pds"].read > 0
    refused = listen(
        tmp_path, source, lambda told: bool(told.of["pds"].fault), secret=f"{HANDLE}:of-another"
    )
    assert "401" in refused.of["pds"].fault or "key" in refused.of["pds"].fault
    assert "of-another" not in refused.of["pds"].fault


def test_a_firehose_tells_posts_and_deletions_and_goes_on_where_it_was(pds, tmp_path):
    server = f"ws://localhost:{pds.port}"
    source = pds.source(kind="firehose", server=server, keep="all", every=60)
    said = {}

    def speak():
        said["keys"] = pds.post(*range(500, 520))
        pds.delete(said["keys"][3])

    states = listen(
        tmp_path,
        source,
        lambda told: told.of["pds"].new >= 20 and told.of["pds"].removed >= 1,
        during=speak,
    )
    assert (states.of["pds"].new, states.of["pds"].removed) == (20, 1)
    assert not states.of["pds"].rejected
    pds.post(*range(520, 525))  # while nobody listens
    states = listen(tmp_path, source, lambda told: told.of["pds"].new >= 5)
    assert states.of["pds"].new == 5
    mentions = kept(tmp_path)
    here = mentions.filter(mentions["deleted_at"].is_null())
    assert sorted(int(text.split()[1].rstrip(":")) for text in here["text"]) == [*range(500, 525)]
    gone = mentions.filter(mentions["deleted_at"].is_not_null())["id"].to_list()
    assert gone == [f"bluesky:at://{pds.did}/app.bsky.feed.post/{said['keys'][3]}"]
