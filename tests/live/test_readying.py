"""Who listens after the loops were made ready compiles none: the memory of compiling stays away."""

from __future__ import annotations

import json
import subprocess
import sys

_TELL = """
import gc, json
from numba.core.dispatcher import Dispatcher
known = [one for one in gc.get_objects() if issubclass(type(one), Dispatcher)]
loops = [one for one in known if one.stats.cache_path]  # others end up inside them
print(json.dumps([f"{one.py_func.__name__}{how}" for one in loops for how in one.signatures]))
"""
_READY = "from parvis.live.readying import ready; ready()"
_LISTEN = """
import asyncio, os, sys
from pathlib import Path
from parvis.live import Listener, parse
from parvis.store import open_lake

PLAN = '''
objective = {statement = "Heard", family = "care", kpi = []}
brand = [
    {name = "Volcan", query = 'volcan OR #volcan OR @VolcanAide OR "le volcan"'},
    {name = "Orage", query = 'orag* NOT (tonnerre OR éclair~1)'},
]
source = [{kind = "files", name = "In", path = "in"}]
'''
folder = Path(sys.argv[1])
(folder / "in").mkdir()
plan = parse(PLAN, folder=folder)
for word in ("volcan", "orage"):
    rows = [f"{word}{n},{word} mot{n} nom{n} hier soir,2026-11-29T08:00:00Z" for n in range(3_000)]
    file = folder / "in" / f"{word}.csv"
    file.write_text("\\n".join(["id,text,created_at", *rows]))
    os.utime(file, (0, 0))
    asyncio.run(Listener(plan, recalled=100_000, together=2_000).run(once=True))
open_lake(plan.lake_folder).compact()
"""


def loops_of(program, *arguments):
    """The loops that a program runs, each with the types that it is compiled for."""
    command = (sys.executable, "-c", program + _TELL, *map(str, arguments))
    done = subprocess.run(command, check=True, timeout=300, stdout=subprocess.PIPE, text=True)
    return set(json.loads(done.stdout))


def test_who_listens_once_it_is_ready_compiles_nothing(tmp_path):
    run = loops_of(_LISTEN, tmp_path)
    assert len(run) > 15
    assert not run - loops_of(_READY)
