"""`parvis keys` as a shell sees it."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys

import pytest

from parvis.collect.keys import Keys

KEY = "sesame-open-1234"


@pytest.fixture
def run(tmp_path):
    def run(*arguments, given=""):
        command = [sys.executable, "-m", "parvis.cli", "keys", *arguments]
        environment = {**os.environ, "PARVIS_KEYS": str(tmp_path)}
        return subprocess.run(
            command, env=environment, input=given, capture_output=True, text=True, check=False
        )

    return run


def test_a_key_is_read_from_the_standard_input_and_shown_nowhere(run, tmp_path):
    done = run("set", "mastodon", given=f"{KEY}\n")
    assert (done.returncode, done.stdout) == (0, "mastodon is kept, sealed\n")
    assert Keys(tmp_path).get("mastodon") == KEY
    listed = run("list")
    assert listed.stdout.startswith("mastodon\tset ")
    assert listed.stdout.endswith("\tno end is known\n")
    assert KEY not in done.stderr + listed.stdout + listed.stderr


def test_a_key_is_no_argument(run):
    done = run("set", "mastodon", KEY)
    assert done.returncode == 2
    assert "unexpected extra argument" in done.stderr


def test_the_end_of_a_key_is_told_a_week_before(run):
    soon = (dt.datetime.now(dt.UTC) + dt.timedelta(days=6)).date()
    run("set", "youtube", "--expires", str(soon), given=KEY)
    run("set", "reddit", "--expires", "2999-01-01", given=KEY)
    done = run("list")
    assert "youtube expires in 6 days. What to do: " in done.stderr
    assert "reddit" not in done.stderr
    told = {key["name"]: key for key in json.loads(run("list", "--json").stdout)}
    assert told["youtube"]["expires"] == str(soon)
    assert told["youtube"]["ends"] == "expires in 6 days"


def test_a_key_is_forgotten(run):
    run("set", "x", given=KEY)
    assert run("remove", "x").stdout == "x is forgotten\n"
    assert "there are no keys" in run("list").stdout
    again = run("remove", "x")
    assert (again.returncode, again.stderr) == (
        2,
        "x: there is no such key. What to do: see `parvis keys list`.\n",
    )


def test_another_secret_is_told_and_the_keys_stay(run, tmp_path):
    run("set", "x", given=KEY)
    secret = tmp_path / "keys.secret"
    kept = secret.read_text()
    secret.write_text("A" * 43 + "=")
    done = run("set", "y", given=KEY)
    assert done.returncode == 2
    assert "the keys are untouched" in done.stderr
    secret.write_text(kept)
    assert Keys(tmp_path).get("x") == KEY
