"""The loops that listening needs, compiled where they are not: in a process that ends with it.

Compiling takes half a gigabyte that a process never gives back. What is compiled is kept on the
disk: whoever listens afterwards loads it and compiles nothing.
"""

from __future__ import annotations

import asyncio
import csv
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from parvis.live.loop import Listener
from parvis.live.plan import parse
from parvis.store import open_lake

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN: Final = """
[objective]
statement = "What listening needs is there when it is needed"
family = "awareness"
kpi = []

[[brand]]
name = "Plain"
query = 'parvis OR #parvis OR @parvis OR "on the square"'

[[brand]]
name = "Wide"
query = '(parv* OR parvsi~1 OR +"Parvis" OR /m[ae]rch/) NEAR/5 place NOT lang:de'

[[source]]
kind = "files"
name = "what was said"
path = "said"
"""
SAID: Final = (
    "Merci @parvis, la panne est réparée sur la place du marché depuis hier soir",
    "RT @who: Merci @parvis, la panne est réparée sur la place du marché depuis hier soir",
    "Nothing works on the square since this morning, and nobody answers! #parvis",
    "Od wczoraj nie mam internetu na placu, dziękuję bardzo 😡",
    "",
    " ".join(f"word{number}" for number in range(5_000)),  # more than there is room for at first
)
ROUNDS: Final = 2
"""A lake that holds something is read otherwise than an empty one."""


def ready() -> None:
    """Listen to a few posts, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        plan = parse(PLAN, folder=folder)
        Path(folder, "said").mkdir()
        for number in range(ROUNDS):
            _say(Path(folder, "said", f"{number}.csv"), number)
            asyncio.run(Listener(plan, recalled=1_000).run(once=True))
            open_lake(plan.lake_folder).compact()


def _say(file: Path, number: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(_posts(number))
    os.utime(file, (number, number))  # a file of this very moment would be taken for half written


def _posts(number: int) -> Iterator[tuple[str, ...]]:
    yield "id", "date", "author", "text"
    for at, text in enumerate(SAID):
        yield f"{number}-{at}", f"2026-03-0{number + 1}T09:{at:02}:00Z", f"author{at}", text
