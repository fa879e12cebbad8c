"""The tests of the hub, once more, on a real PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hub.postgres.server import server

HUB = Path(__file__).parent.parent
OF_THE_LAKE = ("explore", "editor", "demo")
"""Rooms that show what the lake holds; their own tables are few and plain."""


@pytest.mark.long
def test_all_of_them_hold_on_postgresql():
    # What asks for no database, for a hub's own, or for the lake alone, finds the same here.
    asked = ("-m", "django_db and not browser and not shared and not once")
    asked += tuple(f"--ignore={HUB / room}" for room in OF_THE_LAKE)
    with server() as address:
        done = subprocess.run(
            (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *asked, str(HUB)),
            cwd=HUB.parent.parent, env={**os.environ, "DATABASE_URL": address},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8_000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 200
