"""The hub against its bars: memory, first page, a tree of 4 509 units, rights, killed workers.

Run: python benchmarks/hub.py [--kills 200]. Serves the demo from an empty folder as `make serve`
does, signs in through HTTP as its owner, and lets the listener take the whole backlog first. Memory
is that of the processes together: PSS counts what they share once, RSS each time.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from parvis.hub.common.acts import Act
from parvis.hub.common.rights import Rights
from tests.hub.serving.processes import Visitor, memory, told_to_come_in
from tests.hub.work.killing import kill_often

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANDS: Final = 9
HOTELS: Final = 4_500
CHECKS: Final = 1_000_000
SETTLED: Final = (3, 10)
"""Minutes after the first page at which memory is measured."""
IMPORT: Final = """
import sys
from parvis.hub.serving.setting_up import set_up
set_up()
from parvis.hub.accounts.models import Account
from parvis.hub.common.asking import Actor
from parvis.hub.objectives.models import Objective
from parvis.hub.organisation.importing.services import import_units
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import rights_of
from parvis.hub.people.models import Person
owner = Person.objects.get(grants__role="owner")
done = import_units(
    Actor(owner, rights_of(owner.pk)), Unit.objects.get(parent=None), sys.stdin.read()
)
hotels = Unit.objects.filter(kind="site")
told = {
    "network": "mastodon", "state": "active", "why": "They ask", "audience": "They are there",
    "primary": owner, "backup": Person.objects.exclude(pk=owner.pk).first(),
    "objective": Objective.objects.filter(state="live").first(),
}
Account.objects.bulk_create(
    [Account(unit=hotel, handle=f"@{hotel.code}", **told) for hotel in hotels], batch_size=500
)
print(len(done.new))
"""


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
        visitor = Visitor(address)
        visitor.sign_in(*told_to_come_in(process))
        first = [visitor.get("/")[0] for _ in range(5)]
        print(f"first page {first[0]:.2f} s, then {min(first):.2f} s (bar: 1 s)")
        told_of_memory(process.pid)
        done = subprocess.run(
            (sys.executable, "-c", IMPORT), input=tree(), text=True, check=True,
            capture_output=True, env={**os.environ, "PARVIS_HOME": str(home)},
        )  # fmt: skip
        print(f"{done.stdout.strip()} units more, by import, and an account at each")
        for what, path in {
            "the tree": "/organisation/",
            "a branch of 500": f"/organisation/{_brand(visitor)}/branch/",
            "a search": "/organisation/?q=bellevue+44",
            "how their accounts do": "/accounts/",
        }.items():
            times = [visitor.get(path)[0] for _ in range(5)]
            print(f"  {what}: {times[0]:.2f} s, then {min(times):.2f} s (bar: 1 s)")


def told_of_memory(parent: int) -> None:
    """Print what memory the processes of a hub take once they have settled."""
    begun = time.monotonic()
    for minutes in SETTLED:
        time.sleep(max(0.0, begun + 60 * minutes - time.monotonic()))
        print(f"after {minutes} minutes")
        found = memory(parent)
        for name, (pss, rss) in found.items():
            print(f"  {name:<10}{pss:>6.0f} MB PSS {rss:>6.0f} MB RSS")
        pss, rss = (sum(sizes) for sizes in zip(*found.values(), strict=True))
        print(f"  together  {pss:>6.0f} MB PSS {rss:>6.0f} MB RSS (bar: 1 000 MB)")


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
