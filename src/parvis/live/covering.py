"""Coverage: what each source gave each day, beside what was to be expected of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.arrivals import coverage
from parvis.live.counting import VIA
from parvis.live.gaps import laws_of
from parvis.live.keeping import BACKFILL
from parvis.store import open_lake

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.live.plan import Plan


def covered(plan: Plan, *, days: int, now: dt.datetime, timezone: str = "UTC") -> pl.DataFrame:
    """Return a row for each source and day: expected, received, rejected, late, backfilled.

    Arguments:
        plan: the listen file.
        days: how many, today among them.
        now: until when, aware.
        timezone: IANA name of the zone whose days count.

    Raises:
        LakeError: nothing was ever listened to by this file.
        InputError: no such time zone.
    """
    lake = open_lake(plan.lake_folder)
    laws = laws_of(lake, now)
    arrivals = lake.read("mentions")
    if VIA not in arrivals.collect_schema():
        arrivals = arrivals.with_columns(
            pl.lit(None, pl.String).alias(VIA), pl.lit(None, pl.Boolean).alias(BACKFILL)
        )
    since = now - dt.timedelta(days=days)
    told = arrivals.filter(pl.col("arrived_at") >= since, pl.col(VIA).is_not_null()).select(
        VIA, "arrived_at", "published_at", pl.col(BACKFILL).fill_null(value=False)
    )
    first = told.select(pl.col("arrived_at").min()).collect().item()
    return coverage(
        told.collect(),
        laws,
        since=max(since, first) if first else since,
        until=now,
        rejected=_rejected(plan.state_folder / "dead-letters.jsonl"),
        timezone=timezone,
    )


def _rejected(letters: Path) -> pl.DataFrame:
    """How many dead letters came of each source each day."""
    schema = {"via": pl.String, "day": pl.Date, "rejected": pl.Int64}
    if not letters.exists():
        return pl.DataFrame(schema=schema)
    lines = (json.loads(line) for line in letters.read_bytes().splitlines())
    rows = [(line["via"], dt.date.fromisoformat(line["at"][:10]), 1) for line in lines]
    return pl.DataFrame(rows, schema=schema, orient="row")
