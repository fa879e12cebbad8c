"""How soon the dashboards of 4 509 units are there, cold and warm, over a million mentions.

Run: python benchmarks/dashboards.py [--mentions 1000000] [--home DIR]. A hub in an empty folder,
its lake filled with mentions of three perimeters within the last thirty days, all of which are
looked at. It is asked as a browser asks it, for the page and for each figure. Figures that the
worker finds say how long that takes it. Cold is the first time in a process that has imported what
it needs; warm is the next time, from what was found. The peer reads the same rows, with the columns
of the volume, and counts them by day with plain Polars. Bars: 1 s cold and 0.3 s warm, p95 of all
that is asked for; then twenty people at once, who look at the same, or each at days of their own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.objectives.models import Objective
    from parvis.hub.organisation.models import Unit
    from parvis.hub.people.models import Person

DAYS: Final = 30
DAY: Final = dt.timedelta(days=1)
AT_ONCE: Final = 50_000
PEOPLE: Final = 20
BRANDS, SITES = 9, 4_499
COLD, WARM = 1.0, 0.3  # seconds
WORDS: Final = np.array(
    ["panne", "fibre", "merci", "facture", "box", "mobile", "réseau", "service", "client", "débit"]
)
LANGUAGES: Final = np.array(["fr", "en"])
INTERACTIONS: Final = np.array(["complaint", "question", "praise", "other"])
MEDIA: Final = ("micro-blog", "forum", "news", "review")
TONES: Final = np.array(["negative", "neutral", "positive"])


def main() -> None:
    """Print how long each figure takes, and how long twenty people wait."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mentions", type=int, default=1_000_000)
    options.add_argument("--home", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder)
        os.environ |= {"PARVIS_HOME": str(home)}
        from parvis.hub.serving.setting_up import set_up

        set_up()
        objective = hub()
        if not (home / "lake" / "lake.json").exists():
            fill(home / "lake", asked.mentions)
        print(f"{asked.mentions:,} mentions, all within {DAYS} days")
        measure(objective, home / "lake")


def hub() -> Objective:
    """An organisation with one objective and three perimeters, and 4 509 units below it."""
    from django.core.management import call_command
    from django.utils import timezone

    from parvis.hub.listening.models import Perimeter
    from parvis.hub.objectives.models import Objective
    from parvis.hub.organisation.services import found
    from parvis.hub.organisation.services.roles import given
    from parvis.hub.people.models import Person

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if held := Objective.objects.first():
        return held
    unit = found("Group", "group")
    owner = Person.objects.create_user("owner@example.org", None, name="Owner")
    given(None, owner, unit, "owner")
    grow(unit, owner)
    objective = Objective.objects.create(
        unit=unit, statement="Answer within the hour", family="care", owner=owner, why="They ask",
        begins_on=timezone.localdate(),
    )  # fmt: skip
    for name in ("Volcan", "Orage", "Brise"):
        Perimeter.objects.create(unit=unit, name=name, query=name, objective=objective)
    return objective


def grow(unit: Unit, owner: Person) -> None:
    """Add nine brands, and five hundred sites to each."""
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.importing.services import import_units
    from parvis.hub.organisation.selectors import rights_of

    rows = [f"b{one},Brand {one},brand," for one in range(BRANDS)]
    rows += [f"s{one},Site {one},site,b{one % BRANDS}" for one in range(SITES)]
    told = "\n".join(("code,name,kind,parent", *rows))
    import_units(Actor(owner, rights_of(owner.pk)), unit, told)


def fill(folder: Path, mentions: int) -> None:
    """Take mentions into a lake, and compact it."""
    from parvis.store import create_lake

    lake = create_lake(folder)
    with lake.writing("a benchmark") as writer:
        for first in range(0, mentions, AT_ONCE):
            told, readings, marks = batch(first, min(first + AT_ONCE, mentions), mentions)
            writer.append("mentions", told)
            writer.append("readings", readings)
            writer.append("marks", marks)
    lake.compact()


def batch(first: int, last: int, mentions: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Mentions by number with what was read of them and what they match."""
    lot, count = np.random.default_rng(first), last - first
    numbers = pl.Series(range(first, last))
    now, step = dt.datetime.now(dt.UTC), DAYS * DAY // mentions // dt.timedelta(microseconds=1)
    texts = [" ".join(row) for row in WORDS[lot.integers(0, WORDS.size, (count, 14))]]
    tones = TONES[lot.choice(3, count, p=[0.3, 0.5, 0.2])]
    media = np.array(MEDIA)[lot.integers(0, 4, count)]
    brands = [sorted({f"p{a}", f"p{b}"}) for a, b in lot.integers(1, 4, (count, 2)).tolist()]
    told = pl.select(
        id=pl.format("x:{}", numbers),
        text=pl.Series(texts),
        source=pl.lit("x"),
        medium=pl.Series(media),
        kind=pl.lit("post"),
        author=pl.Series(lot.integers(0, 60_000, count)).cast(pl.String),
        published_at=pl.lit(now - DAYS * DAY) + pl.duration(microseconds=numbers * step),
    )
    readings = told.select(
        mention="id",
        read_at=pl.lit(now),
        language=pl.Series(LANGUAGES[lot.integers(0, 2, count)]),
        tonality=pl.Series(tones),
        tonality_p=pl.lit([0.2, 0.6, 0.2]),
        is_unsure=pl.Series(lot.random(count) < 0.3),
        interaction=pl.Series(INTERACTIONS[lot.integers(0, 4, count)]),
        duplicate_group=pl.Series(lot.integers(0, mentions // 2, count)).cast(pl.String),
        is_spam=pl.lit(value=False),
        tier=pl.lit("fast"),
        model_version=pl.lit("fast-3"),
    )
    marks = pl.DataFrame({"mention": told["id"], "query": brands}).explode("query").with_columns(
        perimeter=pl.lit("hub"), version=pl.lit("1"), matches=True
    )  # fmt: skip
    return told, readings, marks


def measure(objective: Objective, lake: Path) -> None:
    """Time the page and every figure, beside the peer."""
    from django.utils import timezone

    from parvis.hub.explore import panels

    client, page = come_in(objective)
    scope, wanted = looked(objective)
    for name in panels.kinds_of(scope):  # imported, compiled
        ask(client, f"{page}figures/{name}/?since={timezone.localdate()}")
    short = [name for name in panels.kinds_of(scope) if not panels.KINDS[name].is_long]
    asked = {"page": page, "mentions": f"{page}mentions/"}
    asked |= {name: f"{page}figures/{name}/" for name in short}
    theirs, cold, warm = peer(lake), [], []
    for name, address in asked.items():
        cold.append(ask(client, address))
        warm.append(ask(client, address))
        times = f"{cold[-1] / theirs:5.1f} times the peer"
        print(f"{name:12} {cold[-1]:6.2f} s cold ({times}), {warm[-1]:.3f} s warm")
    for name in set(panels.kinds_of(scope)) - set(short):
        spent = timed(partial(panels.find, scope, wanted, name))
        print(f"{name:12} {spent:6.2f} s in the worker")
    print(f"p95 {np.quantile(cold, 0.95):.3f} s cold (bar {COLD})")
    print(f"p95 {np.quantile(warm, 0.95):.3f} s warm (bar {WARM})")
    crowd("all of them at the same", [page] * PEOPLE, objective)
    crowd(
        "each at the days up to another one", [f"{page}?until={day}" for day in days()], objective
    )


def come_in(objective: Objective) -> tuple[Client, str]:
    """The owner, signed in, and the address of the dashboard."""
    from django.test import Client
    from django.urls import reverse

    client = Client(HTTP_HOST="localhost")
    client.force_login(objective.owner)
    return client, reverse("explore_objective", args=[objective.pk])


def looked(objective: Objective) -> tuple[Scope, Filters]:
    """What the dashboard explores, and what of it."""
    from django.http import QueryDict
    from django.utils import timezone

    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import of_objective

    scope = of_objective(objective, Rights([("/", "owner")]))
    return scope, Filters.read(QueryDict(), scope, timezone.localdate())


def ask(client: Client, address: str) -> float:
    """Seconds until an address answers."""
    begun = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return time.perf_counter() - begun


def days() -> list[str]:
    """The last twenty but today, the newest first."""
    today = dt.datetime.now(dt.UTC).date()
    return [(today - DAY * number).isoformat() for number in range(1, PEOPLE + 1)]


def crowd(words: str, pages: list[str], objective: Objective) -> None:
    """Twenty people who open a dashboard and its matrix."""
    from django.core.cache import caches

    caches["figures"].clear()

    def one(page: str) -> float:
        client, _address = come_in(objective)
        path, _, query = page.partition("?")
        return ask(client, page) + ask(client, f"{path}figures/matrix/?{query}")

    with ThreadPoolExecutor(PEOPLE) as people:
        waits = list(people.map(one, pages))
    half, most = np.quantile(waits, [0.5, 0.95])
    print(f"{PEOPLE} people at once, {words}: page and matrix after {half:.2f} s, p95 {most:.2f} s")


def peer(lake: Path) -> float:
    """Count the mentions by day with plain Polars; the best of three."""
    files = [str(path) for path in (lake / "wide").glob("day=*/*.parquet")]

    def count() -> None:
        rows = pl.scan_parquet(files).filter(pl.col("brand").is_not_null())
        rows.group_by(pl.col("published_at").dt.date()).agg(pl.col("id").n_unique()).collect()

    return min(timed(count) for _ in range(3))


def timed(act: Callable[[], object]) -> float:
    """Seconds that an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
