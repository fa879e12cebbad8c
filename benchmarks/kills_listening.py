"""How many kills a listener survives: each post once in the end, each broken one one letter.

Run: python benchmarks/kills_listening.py [--kills 200] [--mentions 6000]. A server that repeats,
shuffles, pages and fails, and whose posts grow; `parvis listen` killed with -9 within two seconds
of taking the lease, while it starts, marks, reads or writes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.live.killing import check_exact, kill_often


def main() -> None:
    """Kill, let one listener end, and hold lake and dead letters against the source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mentions", type=int, default=6_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        peer = kill_often(place, kills=options.kills, mentions=options.mentions, longest=2.0)
        check_exact(place, peer)
    print(f"{options.kills} kills: {options.mentions:,} posts, each there once, none lost")


if __name__ == "__main__":
    main()
