"""`parvis serve` as a real process, who visits it, and what memory it takes."""

from __future__ import annotations

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

PARVIS = (sys.executable, "-m", "parvis.cli")


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    return {**kept, "LANGUAGE": "en", **more}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def served(home, port, *more):
    return subprocess.Popen(
        (*PARVIS, "serve", "--home", str(home), "--port", str(port), *more),
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def answer(port, path="/"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as got:
        return got.read().decode()


def until_answered(process, port):
    end = time.monotonic() + 300
    while process.poll() is None and time.monotonic() < end:
        try:
            return answer(port)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(process.communicate(timeout=1) if process.poll() is not None else "late")


class Visitor:
    """Somebody with a browser.

    Arguments:
        address: of the hub.
    """

    def __init__(self, address):
        self._address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path, form=None):
        """Return how many seconds a page took, and the page."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self._address + path, data, {"Referer": self._address})  # noqa: S310
        start = time.perf_counter()
        with self._opener.open(request, timeout=60) as answer:
            page = answer.read().decode()
        return time.perf_counter() - start, page

    def sign_in(self, email, password):
        """Sign in, as the form of the hub has it."""
        page = self.get("/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        form = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
        page = self.get("/sign-in/login/", form)[1]
        assert "Sign out" in page or "Se déconnecter" in page or "account_logout" in page, page


def told_to_come_in(process):
    """The address and the password of the first person of a demo, as they are printed."""
    lines = [process.stdout.readline() for _ in range(3)]
    return lines[2].split()[0], lines[1].split()[-1]


def memory(parent):
    """PSS and RSS of each process of a hub, in MB, by its name."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    found = {}
    for pid in [str(parent), *children]:
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        name = re.search(r"parvis\.hub\.serving\.(\w+)", words)
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        sizes = [re.search(rf"^{kind}:\s+(\d+)", told, re.MULTILINE) for kind in ("Pss", "Rss")]
        found[name[1] if name else "parent"] = tuple(int(size[1]) / 1e3 for size in sizes)
    return found
