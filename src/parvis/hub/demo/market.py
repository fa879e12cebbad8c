"""`python -m parvis.hub.demo.market FOLDER SEED START`: some days of the simulated market.

A process of its own, so that the memory it takes is given back.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Final

from parvis.simulate import market, write

DAYS: Final = 20
A_DAY: Final = 2_000


def make(folder: Path, seed: int, start: dt.date) -> None:
    """Write the posts of the days from `start` on into a folder; it is there whole or not at all.

    Arguments:
        folder: that is made.
        seed: of all draws.
        start: the first day.
    """
    unready = folder.with_name(f"{folder.name}.unready")
    write(market(mentions=A_DAY * DAYS, days=DAYS, seed=seed, start=start), unready)
    unready.rename(folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), dt.date.fromisoformat(sys.argv[3]))
