"""Coverage: what each source gave each day, beside what was to be expected of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.analyse.arrivals import coverage
from parvis.live.counting import VIA
from parvis.live.gaps import laws_of
from parvis.live.keeping import BACKFILL
from parvis.store import open_lake

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.live.plan import Plan
    from parvis.store import Lake

LETTERS: Final = "dead-letters.jsonl"
"""The file of a listener that holds what could not be read."""


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
    letters = plan.state_folder / LETTERS
    return of_lake(open_lake(plan.lake_folder), letters, days=days, now=now, timezone=timezone)


def of_lake(
    lake: Lake,
    letters: Path,
    *,
    days: int,
    now: dt.datetime,
    timezone: str = "UTC",
    via: str | None = None,
) -> pl.DataFrame:
    """Return what `covered` returns, of a lake without its listen file.

    Arguments:
        lake: of the listener.
        letters: file of what could not be read.
        days: how many, today among them.
        now: until when, aware.
        timezone: IANA name of the zone whose days count.
        via: the one source that is asked about; all of them if None.
    """
    arrivals = lake.read("mentions")
    if VIA not in arrivals.collect_schema():
        arrivals = arrivals.with_columns(
            pl.lit(None, pl.String).alias(VIA), pl.lit(None, pl.Boolean).alias(BACKFILL)
        )
    since = now - dt.timedelta(days=days)
    is_asked = pl.col(VIA).is_not_null() if via is None else pl.col(VIA) == via
    told = (
        arrivals.filter(pl.col("arrived_at") >= since, is_asked)
        .select(VIA, "arrived_at", "published_at", pl.col(BACKFILL).fill_null(value=False))
        .collect()
    )
    first = told["arrived_at"].min()
    refused = _rejected(letters)
    return coverage(
        told,
        laws_of(lake, now, via=via),
        since=max(since, first) if isinstance(first, dt.datetime) else since,
        until=now,
        rejected=refused if via is None else refused.filter(via=via),
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
