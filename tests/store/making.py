"""Posts for lakes, and what a lake holds of them."""

from __future__ import annotations

import datetime as dt

import polars as pl

BEGIN = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def posts(numbers, *, source="x", text="post {}", author="author{}", minutes=60, **more):
    """A mention for each number, some minutes apart."""
    numbers = list(numbers)
    return pl.DataFrame(
        {
            "id": [f"{source}:{number}" for number in numbers],
            "source": [source] * len(numbers),
            "medium": ["micro-blog"] * len(numbers),
            "kind": ["post"] * len(numbers),
            "text": [text.format(number) for number in numbers],
            "author": [author.format(number) for number in numbers],
            "published_at": [BEGIN + dt.timedelta(minutes=minutes * number) for number in numbers],
            **more,
        },
        schema_overrides={"published_at": pl.Datetime("us", "UTC")},
    )


def readings(numbers, *, tonality="neutral", version="fast-1"):
    """A reading of each of those mentions."""
    numbers = list(numbers)
    return pl.DataFrame(
        {
            "mention": [f"x:{number}" for number in numbers],
            "tonality": [tonality] * len(numbers),
            "tier": ["fast"] * len(numbers),
            "model_version": [version] * len(numbers),
        }
    )


def marks(numbers, *, query="brand", version="v1", perimeter="telecom"):
    """A match of each of those mentions."""
    numbers = list(numbers)
    return pl.DataFrame(
        {
            "mention": [f"x:{number}" for number in numbers],
            "perimeter": [perimeter] * len(numbers),
            "version": [version] * len(numbers),
            "query": [query] * len(numbers),
            "matches": [True] * len(numbers),
        }
    )


def ids_in(lake, table="mentions"):
    """Every id (or mention) in a table, sorted."""
    name = "id" if table == "mentions" else "mention"
    return sorted(lake.read(table).select(name).collect()[name].to_list())
