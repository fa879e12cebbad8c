"""A lake with a few mentions of one perimeter, read by no machine but as they are told here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

from parvis.store import create_lake

if TYPE_CHECKING:
    from pathlib import Path

SAID = ("Panne chez Volcan, honteux", "Volcan ouvre un hôtel à Lyon", "Merci Volcan !")
READ = {"negative": [0.8, 0.1, 0.1], "neutral": [0.1, 0.8, 0.1], "positive": [0.1, 0.1, 0.8]}


def hear(lake: Path, key: str, count: int) -> None:
    """Take so many mentions of a perimeter into a lake, an hour apart until now."""
    now = dt.datetime.now(dt.UTC)
    ids = [f"x:{number}" for number in range(count)]
    said = pl.DataFrame(
        {
            "id": ids,
            "text": [f"{SAID[number % 3]} ({number})" for number in range(count)],
            "author": [f"someone{number}" for number in range(count)],
            "source": "x",
            "medium": "micro-blog",
            "kind": "post",
            "published_at": [now - dt.timedelta(hours=number) for number in range(count)],
        }
    )
    marks = pl.DataFrame({"mention": ids}).with_columns(
        perimeter=pl.lit("hub"), version=pl.lit("1"), query=pl.lit(key), matches=True
    )
    with create_lake(lake).writing("a test") as writer:
        for table, rows in {
            "mentions": said,
            "readings": _readings(ids, key),
            "marks": marks,
        }.items():
            writer.append(table, rows)


def _readings(ids: list[str], key: str) -> pl.DataFrame:
    tones = [list(READ)[number % 3] for number in range(len(ids))]
    told = {"language": "fr", "language_p": 1.0, "is_unsure": False, "interaction": "question"}
    rows = pl.DataFrame({"mention": ids, "tonality": tones}).with_columns(
        tonality_p=pl.Series([READ[tone] for tone in tones]),
        interaction_p=pl.lit([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]),
        tier=pl.lit("fast"),
        model_version=pl.lit("as told"),
        read_at=pl.lit(dt.datetime.now(dt.UTC)),
        **{name: pl.lit(value) for name, value in told.items()},
    )
    entry = pl.struct(
        "tonality", "is_unsure", brand=pl.lit(key), p="tonality_p", words=pl.lit(""),
        is_turned=pl.lit(value=False),
    )  # fmt: skip
    order = ("brand", "tonality", "p", "is_unsure", "words", "is_turned")
    fields = [entry.struct.field(name) for name in order]
    return rows.with_columns(towards=pl.concat_list(pl.struct(fields)))
