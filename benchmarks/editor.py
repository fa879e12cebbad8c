"""How soon the editor of perimeters answers over a large lake, beside reading all of the lake.

Run: python benchmarks/editor.py [--mentions 1000000]. A lake is filled with mentions of the last
30 days; then the editor is opened and queries are sent to it as a browser sends them, in one
process: it reads what was said while somebody writes, and finds it at hand. The peer judges every
mention of the 30 days by the library. Read the ratios: how much of the editor's bar of a second an
answer takes, and how much of the peer's time. Each estimate is shown with its interval beside the
peer's exact count.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.lake import batch, memory
from parvis.hub.serving.setting_up import set_up
from parvis.perimeter import matches, parse
from parvis.store import create_lake, open_lake

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from parvis.hub.editor.trying import Count

BAR: Final = 1.0
WRITING: Final = 3
"""Seconds in which somebody writes the first words of a query."""
ROUNDS: Final = 20
SIZE: Final = 20_000
QUERIES: Final = {
    "a word": "panne",
    "a rare word": "4242",
    "groups": '(panne OR facture) AND "service client" NOT hier',
    "NEAR": "panne NEAR/3 (facture OR box)",
    "60 words": " OR ".join(f"mot{number}" for number in range(59)) + " OR panne",
    "pattern": "/(panne|fact\\w+) \\d+/",
}


def fill(root: Path, mentions: int) -> None:
    """Fill a lake with mentions of the last 30 days."""
    now = dt.datetime.now(dt.UTC)
    step = 29 * 86_400_000_000 // mentions
    with create_lake(root).writing("benchmark", every=0) as writer:
        for first in range(0, mentions, SIZE):
            rows = batch(first, min(first + SIZE, mentions), mentions)
            number = rows["id"].str.slice(2).cast(pl.Int64)
            ago = pl.duration(microseconds=(mentions - number) * step)
            writer.append("mentions", rows.with_columns(published_at=pl.lit(now) - ago))


def come_in() -> tuple[Client, str, str]:
    """An organisation and its owner, signed in; the page of the editor, and what it asks."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from parvis.hub.organisation.services import found
    from parvis.hub.organisation.services.roles import given
    from parvis.hub.people.models import Person

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    unit = found("Group", "group")
    person = Person.objects.create_user("owner@example.org", None, name="Owner")
    given(None, person, unit, "analyst")
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    page, asked = (reverse(name, args=[unit.pk]) for name in ("add_perimeter", "try_query"))
    return client, page, asked


def timed(act: Callable[[], object]) -> float:
    """Seconds that an act takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def ask(client: Client, address: str, query: str) -> tuple[float, float]:
    """Seconds until a query is answered: by the clock, and of this process's processors."""
    begun, cpu = time.perf_counter(), time.process_time()
    answer = client.post(address, {"query": query})
    assert answer.status_code == 200, answer.status_code
    return time.perf_counter() - begun, time.process_time() - cpu


def exact(root: Path, query: str) -> tuple[int, float]:
    """How many mentions of all a query finds, and the seconds of processors that takes."""
    begun = time.process_time()
    rows = open_lake(root).mentions().select("id", "title", "text").collect(engine="streaming")
    return int(matches(parse(query), rows).sum()), time.process_time() - begun


def measure(root: Path, client: Client, address: str) -> None:
    """Ask each query often, and hold the answer against the peer's."""
    slowest = []
    for told, query in QUERIES.items():
        spent = [ask(client, address, query) for _ in range(ROUNDS)]
        number, whole = exact(root, query)
        clock, cpu = np.array(spent).T
        p50, p95 = np.percentile(clock, [50, 95])
        slowest.append(p95)
        count = estimate(query)
        holds = count.low <= number <= count.high
        print(
            f"{told:<12} p50 {p50 / BAR:5.2f}, p95 {p95 / BAR:5.2f} of the bar; "
            f"{np.median(cpu) / whole:6.3f} of the peer's work; {number:>9,} exactly, "
            f"{count.low:,.0f} to {count.high:,.0f} estimated{'' if holds else ' (missed)'}",
            flush=True,
        )
    print(f"slowest p95: {max(slowest) / BAR:.2f} of the bar of {BAR:.0f} s")


def estimate(query: str) -> Count:
    """What the editor says of a query."""
    from parvis.hub.common.rights import Rights
    from parvis.hub.editor.recent import recent
    from parvis.hub.editor.trying import attempt

    held = recent()
    assert held is not None
    trial = attempt(held, [parse(query)], Rights([("/", "owner")]))
    return trial.count(trial.found())


def main() -> None:
    """Fill a lake, then ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["PARVIS_LAKE"] = str(Path(home, "lake"))
        fill(Path(home, "lake"), options.mentions)
        set_up(Path(home))
        client, page, address = come_in()
        from parvis.hub.editor.recent import forget

        before = memory()
        opened = timed(lambda: client.get(page))
        print(f"the page, the first of the process: {opened / BAR:.2f} of the bar")
        time.sleep(WRITING)
        print(f"its first answer, {WRITING} s later: {ask(client, address, 'panne')[0] / BAR:.2f}")
        forget()
        print(f"what was said, read anew: {ask(client, address, 'panne')[0] / BAR:.2f} of the bar")
        measure(Path(home, "lake"), client, address)
        print(f"{memory() - before:,.0f} MB more are held")


if __name__ == "__main__":
    main()
