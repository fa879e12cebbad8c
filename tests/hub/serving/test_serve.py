"""`parvis serve`, as a real process: it answers, says what is in its way, and ends in seconds."""

from __future__ import annotations

import re
import signal
import subprocess
import time

import pytest

from tests.hub.serving.processes import (
    PARVIS,
    answer,
    environment,
    free_port,
    served,
    until_answered,
)


def refused(*arguments, **more):
    done = subprocess.run(
        (*PARVIS, "serve", *arguments), env=environment(**more),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    home, port = tmp_path_factory.mktemp("home") / "hub", free_port()
    process = served(home, port)
    try:
        until_answered(process, port)
        yield process, home, port
    finally:
        process.kill()
        process.communicate()


def test_a_fresh_home_is_made_and_its_first_page_leads_to_signing_in(hub):
    _process, home, port = hub
    assert "Parvis" in answer(port)
    kept = {"secret"} if "DATABASE_URL" in environment() else {"secret", "hub.sqlite3"}
    assert kept <= {file.name for file in home.iterdir()}


def test_a_second_one_on_the_same_home_is_told_which_serves_it(hub):
    process, home, port = hub
    told = refused("--home", str(home), "--port", str(free_port()))
    assert f"process {process.pid} at http://localhost:{port}" in told


def test_a_port_in_use_is_said_with_the_way_out(hub, tmp_path):
    told = refused("--home", str(tmp_path / "other"), "--port", str(hub[2]))
    assert "in use" in told
    assert "--port" in told


def test_a_host_of_another_machine_is_refused(tmp_path):
    assert "--host" in refused("--home", str(tmp_path), "--host", "192.0.2.1")


def test_a_home_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    assert "PARVIS_HOME" in refused("--home", str(tmp_path / "file" / "home"))
    assert "PARVIS_HOME" in refused(PARVIS_HOME=str(tmp_path / "file"))


def test_it_prints_a_link_good_for_once_and_ends_in_seconds(hub):
    process, _home, port = hub
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert time.monotonic() - begun < 12
    assert re.search(rf"http://localhost:{port}/come-in/[\w-]{{40,}}/", out)
    with pytest.raises(OSError, match="refused"):
        answer(port)
