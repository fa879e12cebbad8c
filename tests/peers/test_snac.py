"""A server of snac2, which speaks the API of Mastodon: its posts are kept once, page by page."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.conftest import SNAC
from tests.peers.hearing import kept, listen
from tests.peers.ports import free_port, is_open

pytestmark = pytest.mark.snac


class Snac:
    """A server of its own, with one account."""

    def __init__(self, home) -> None:
        self.home, self.port = home / "snac", free_port()
        answers = f"127.0.0.1\n{self.port}\nlocalhost:{self.port}\n\nadmin@test.example\n"
        subprocess.run([SNAC, "init", self.home], input=answers.encode(), check=True)
        told = json.loads((self.home / "server.json").read_text())
        (self.home / "server.json").write_text(json.dumps({**told, "protocol": "http"}))
        self.say("adduser", "lea")
        self.process = subprocess.Popen([SNAC, "httpd", self.home], stderr=subprocess.DEVNULL)
        assert is_open(self.port)

    def say(self, command, *words) -> None:
        subprocess.run([SNAC, command, self.home, *words], check=True, capture_output=True)

    def post(self, *numbers) -> None:
        for number in numbers:
            self.say("note", "lea", f"Post {number}: our brand is down #fibre")

    def source(self, **said) -> str:
        server = f"http://localhost:{self.port}"
        told = {"kind": "mastodon", "name": "snac", "server": server, "every": 0.5, **said}
        return "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())

    def stop(self) -> None:
        self.process.kill()  # it would first wait for what it sends to itself
        self.process.wait(20)


@pytest.fixture
def snac(tmp_path):
    server = Snac(tmp_path)
    yield server
    server.stop()


def numbers(folder):
    return sorted(int(text.split()[1].rstrip(":")) for text in kept(folder)["text"])


def test_a_hashtag_is_kept_whole_and_once_across_a_restart(snac, tmp_path):
    snac.post(*range(90))
    source = snac.source(hashtag="fibre", history=True)
    listen(tmp_path, source, lambda told: told.of["snac"].new >= 90)
    assert numbers(tmp_path) == list(range(90))
    later = range(90, 95)
    listen(
        tmp_path,
        source,
        lambda told: told.of["snac"].new >= len(later),
        during=lambda: snac.post(*later),
    )
    assert numbers(tmp_path) == list(range(95))
    assert kept(tmp_path)["author"].unique().to_list() == [f"lea@localhost:{snac.port}"]
    assert kept(tmp_path)["hashtags"].to_list() == [["fibre"]] * 95


def test_an_account_is_kept_once_though_the_server_knows_no_pages_of_it(snac, tmp_path):
    snac.post(*range(45))
    source = snac.source(account="lea", history=True)
    listen(tmp_path, source, lambda told: told.of["snac"].new >= 45)
    assert numbers(tmp_path) == list(range(45))
