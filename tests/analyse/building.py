"""Mentions and links for the tests: a few columns said, the others as an export leaves them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import polars as pl

from parvis.schema import columns_of

NEVER_NULL = {
    "source": "x",
    "kind": "post",
    "text": "",
    "time_confidence": "exact",
    "mentions": [],
    "hashtags": [],
    "links": [],
    "media": [],
    "brands": [],
    "themes": [],
    "kept": True,
}
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def mentions(*rows: dict) -> pl.DataFrame:
    """One mention a row; ids count from x:1, and every column of the schema is there."""
    numbered = [
        {**NEVER_NULL, "id": f"x:{number}", **row} for number, row in enumerate(rows, start=1)
    ]
    return pl.DataFrame(numbered, schema=columns_of())


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


@cache
def talk(size: int = 300, *, seed: int = 7) -> pl.DataFrame:
    """A talk at random, with every null the schema allows and links of every kind."""
    random = np.random.default_rng(seed)
    people = [*(f"User{number}" for number in range(25)), None]
    return mentions(*(_said(random, number, people) for number in range(size)))


def _said(random: np.random.Generator, number: int, people: list[str | None]) -> dict:
    earlier = [None, None, f"x:{random.integers(1, number + 2)}"]
    named = random.choice([name.lower() for name in people if name], random.integers(0, 3))
    return {
        "author": people[random.integers(len(people))],
        "published_at": None if random.random() < 0.1 else at(float(random.integers(0, 90_000))),
        "time_confidence": str(random.choice(["exact", "zone assumed", "day", "none"])),
        "brands": sorted({str(name) for name in random.choice(["Ada", "Bel"], number % 3)}),
        "mentions": [str(name) for name in named],
        "reply_to": random.choice(earlier),
        "repost_of": random.choice(earlier) if number % 5 == 0 else None,
        "links": [f"https://site{number % 4}.example/{number}"] if number % 6 == 0 else [],
        "coordinated_group": "x:2" if number % 9 == 0 else None,
        "text": "RT @User3: bonjour" if number % 11 == 0 else "bonjour",
        "duplicate_group": f"x:{number // 40 + 1}" if number % 4 == 0 else None,
        "language": random.choice(["fr", "en", None]),
        "medium": random.choice(["forum", "blog", None]),
        "tonality": random.choice(["negative", "neutral", "positive", None]),
        "interaction": random.choice(["question", "praise", None]),
        "is_unsure": random.choice([True, False, None]),
    }


def linked(*links: tuple[str, str, int]) -> pl.DataFrame:
    """Links as `edges` returns them: source, target, weight."""
    return pl.DataFrame(list(links), ["source", "target", "weight"], orient="row")


def links_at_random(*, authors: int, links: int, seed: int) -> pl.DataFrame:
    """Links whose targets follow a power law, with many authors who link to nobody."""
    random = np.random.default_rng(seed)
    ends = (
        random.integers(0, authors // 2, links),
        np.minimum(random.zipf(1.6, links), authors) - 1,
    )
    source, target = (pl.Series(end).cast(pl.String) for end in ends)
    weight = random.integers(1, 6, links)
    frame = pl.DataFrame({"source": source, "target": target, "weight": weight})
    return frame.filter(pl.col("source") != pl.col("target"))
