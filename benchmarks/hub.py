"""The hub against its bars: memory, first page, a tree of 4 509 units, rights, killed workers.

Run: python benchmarks/hub.py [--kills 200]. Serves the demo from an empty folder as `make serve`
does, signs in through HTTP as its owner, and lets the listener take the whole backlog first. Memory
is that of the processes together: PSS counts what they share once, RSS each time.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from parvis.hub.common.acts import Act
from parvis.hub.common.rights import Rights
from tests.hub.work.killing import kill_often

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANDS: Final = 9
HOTELS: Final = 4_500
CHECKS: Final = 1_000_000
SETTLING: Final = 90.0
IMPORT: Final = """
import sys
from parvis.hub.serving.setting_up import set_up
set_up()
from parvis.hub.common.asking import Actor
from parvis.hub.organisation.importing.services import import_units
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import rights_of
from parvis.hub.people.models import Person
owner = Person.objects.get(grants__role="owner")
done = import_units(
    Actor(owner, rights_of(owner.pk)), Unit.objects.get(parent=None), sys.stdin.read()
)
print(len(done.new))
"""


class Visitor:
    """Somebody with a browser.

    Arguments:
        address: of the hub.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str, form: dict[str, str] | None = None) -> tuple[float, str]:
        """Return how many seconds a page took, and the page."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self._address + path, data, {"Referer": self._address})  # noqa: S310
        start = time.perf_counter()
        with self._opener.open(request, timeout=60) as answer:
            page = answer.read().decode()
        return time.perf_counter() - start, page

    def sign_in(self, email: str, password: str) -> None:
        """Sign in, as the form of the hub has it."""
        page = self.get("/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
        page = self.get("/sign-in/login/", form)[1]
        assert "Sign out" in page or "Se déconnecter" in page or "account_logout" in page, page[
            :500
        ]


@contextmanager
def served(home: Path) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    """Serve the demo; yield the process, its address, and seconds until it answered."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address, start = f"http://localhost:{port}", time.perf_counter()
    command = (sys.executable, "-m", "parvis.cli", "serve", "--demo", "--home", str(home))
    process = subprocess.Popen((*command, "--port", str(port)), stdout=subprocess.PIPE, text=True)
    try:
        while True:
            try:
                Visitor(address).get("/")
                break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None
                time.sleep(0.2)
        yield process, address, time.perf_counter() - start
    finally:
        process.terminate()
        process.communicate(timeout=30)


def memory(parent: int) -> dict[str, tuple[float, float]]:
    """Return PSS and RSS of each process of the hub, in MB, by its name."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    found = {}
    for pid in [str(parent), *children]:
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        name = re.search(r"parvis\.hub\.serving\.(\w+)", words)
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        sizes = [re.search(rf"^{kind}:\s+(\d+)", told, re.MULTILINE) for kind in ("Pss", "Rss")]
        pss, rss = (int(size[1]) / 1e3 for size in sizes if size)
        found[name[1] if name else "parent"] = (pss, rss)
    return found


def rights() -> float:
    """Return how many checks of rights are done a second, at paths of four levels."""
    dice = random.Random(2010)
    held = [(f"/1/{dice.randint(2, 10)}/{dice.randint(11, 40)}/", "analyst") for _ in range(6)]
    asked = [
        (f"/1/{dice.randint(2, 10)}/{dice.randint(11, 40)}/{dice.randint(41, 5_000)}/",
         dice.choice(list(Act)))
        for _ in range(CHECKS)
    ]  # fmt: skip
    one, start = Rights(held), time.perf_counter()
    for path, act in asked:
        one.may(act, path)
    return CHECKS / (time.perf_counter() - start)


def tree() -> str:
    """Return a file of nine brands and 4 500 hotels."""
    lines = ["code,name,kind,parent"]
    lines += [f"b{brand},Brand {brand},brand," for brand in range(BRANDS)]
    lines += [f"h{at},Hotel {at} Bellevue,site,b{at % BRANDS}" for at in range(HOTELS)]
    return "\n".join(lines)


def told_of_hub(home: Path) -> None:
    """Print how the hub does against its bars."""
    with served(home) as (process, address, seconds):
        print(f"the demo answers {seconds:.1f} s after it is begun in an empty folder")
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(3)]
        password, email = lines[1].split()[-1], lines[2].split()[0]
        visitor = Visitor(address)
        visitor.sign_in(email, password)
        first = [visitor.get("/")[0] for _ in range(5)]
        print(f"first page {first[0]:.2f} s, then {min(first):.2f} s (bar: 1 s)")
        time.sleep(SETTLING)
        found = memory(process.pid)
        for name, (pss, rss) in found.items():
            print(f"  {name:<10}{pss:>6.0f} MB PSS {rss:>6.0f} MB RSS")
        pss, rss = (sum(sizes) for sizes in zip(*found.values(), strict=True))
        print(f"  together  {pss:>6.0f} MB PSS {rss:>6.0f} MB RSS (bar: 1 000 MB)")
        done = subprocess.run(
            (sys.executable, "-c", IMPORT), input=tree(), text=True, check=True,
            capture_output=True, env={**os.environ, "PARVIS_HOME": str(home)},
        )  # fmt: skip
        print(f"{done.stdout.strip()} units more, by import")
        for what, path in {
            "the tree": "/organisation/",
            "a branch of 500": f"/organisation/{_brand(visitor)}/branch/",
            "a search": "/organisation/?q=bellevue+44",
        }.items():
            times = [visitor.get(path)[0] for _ in range(5)]
            print(f"  {what}: {times[0]:.2f} s, then {min(times):.2f} s (bar: 1 s)")


def _brand(visitor: Visitor) -> str:
    found = re.search(r"/organisation/(\d+)/", visitor.get("/organisation/?q=Brand+3")[1])
    assert found
    return found[1]


def main() -> None:
    """Measure it, and kill workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        told_of_hub(Path(home, "hub"))
    print(f"{rights():,.0f} checks of rights a second (bar: 100 000)")
    with tempfile.TemporaryDirectory() as home:
        told = kill_often(Path(home), kills=options.kills, jobs=options.kills * 25)
    assert told["often"] == told["open"] == 0, told
    assert told["done"] == told["effects"] == options.kills * 25, told
    print(
        f"{options.kills} kills of workers, two at once: {told['done']:,} jobs each done once, none"
        f" lost; {told['again']} were begun again"
    )


if __name__ == "__main__":
    main()
