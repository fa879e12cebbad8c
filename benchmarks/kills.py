"""How many kills a writer of the lake survives: each post once in the end, or this fails.

Run: python benchmarks/kills.py [--kills 200] [--mentions 30000]. A source that repeats, shuffles
and overlaps; a writer killed within a second, while it starts, appends or compacts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from parvis.store import DeltaLake
from tests.store.killing import check_whole, kill_often


def main() -> None:
    """Kill, let one writer end, and hold the lake against the source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mentions", type=int, default=30_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lake = DeltaLake.create(Path(folder, "lake"))
        kill_often(lake, kills=options.kills, mentions=options.mentions, longest=1.0)
        check_whole(lake, options.mentions)
    print(f"{options.kills} kills: {options.mentions:,} mentions, each there once, none lost")


if __name__ == "__main__":
    main()
