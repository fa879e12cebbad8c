"""`parvis serve --demo`, as `make serve` begins it: what it shows, and within which memory."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.hub.serving.processes import (
    Visitor,
    free_port,
    memory,
    served,
    told_to_come_in,
    until_answered,
)

MOST = 1_000
"""MB that all processes together take at most once the past is read; shared memory counts once."""


@pytest.fixture
def demo(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home, port = tmp_path / "hub", free_port()
    process = served(home, port, "--demo")
    try:
        until_answered(process, port)
        yield process, home, f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def heard(home):
    """Mentions that came, as the listener tells."""
    with closing(sqlite3.connect(home / "hub.sqlite3")) as database:
        row = database.execute("SELECT SUM(new) FROM listening_doing").fetchone()
    return row[0] or 0


def until(is_so):
    """Wait until something is so; a machine may have yet to compile what listening needs."""
    end = time.monotonic() + 400
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(1)


def test_it_shows_an_organisation_and_listens_within_a_gigabyte(demo):
    process, home, address = demo
    visitor = Visitor(address)
    visitor.sign_in(*told_to_come_in(process))
    assert "Aubrac Group" in visitor.get("/organisation/")[1]
    assert "Orvelle" in visitor.get("/objectives/")[1]
    assert "Talmio" in visitor.get("/accounts/")[1]
    until(lambda: heard(home))
    sizes = memory(process.pid)
    assert sizes.keys() == {"parent", "web", "worker", "listener", "market"}
    assert sum(pss for pss, _rss in sizes.values()) < MOST, sizes
