"""Figures of bursts: what is usual, what surpassed it, and what changed in the collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from parvis.analyse.bursts import Findings, alarms_apart, by_hour, find, portraits, sounded
from parvis.analyse.volume import dated_by_brand
from parvis.study.figures.read import iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

MOST: Final = 20
LEAST_DAYS: Final = 8
"""A week to learn from, and a day to judge."""
LEAST_MENTIONS: Final = 30
_TOLD: Final = ("level", "mentions", "voices", "first", "negative", "coordinated", "copies")
_MOMENTS: Final = ("start", "end", "peak")
_LISTED: Final = {"words": "word", "hubs": "hub"}
_OURS: Final = "usual"
RULES: Final = (_OURS, "z_score", "twelve")


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of bursts.

    Arguments:
        findings: bursts and days of the brands whose record tells what is usual; all changes of
            collection.
        described: the strongest bursts with their portraits.
        rules: brand, rule and moment of each alarm of the rules set beside.
        untold: brand to why nothing can be told of it.
    """

    findings: Findings
    described: pl.DataFrame
    rules: pl.DataFrame
    untold: Mapping[str, str]


def bursts_of_talk(read: Read) -> Iterator[Figure]:
    """Yield each burst with what it was, what is usual each day, and changes of collection."""
    found = found_in(read)
    yield from _counts(read, found)
    for place, row in enumerate(found.described.iter_rows(named=True), start=1):
        by = {"brand": row["brand"], "burst": place}
        yield from _burst(read, row, by)
        yield from _delays(read, row, found.rules, by)
    for row in found.findings.changes.iter_rows(named=True):
        yield from _change(read, row)
    for row in found.findings.days.iter_rows(named=True):
        by = {"brand": row["brand"], "day": str(row["day"])}
        bounds = (row["low"], row["high"])
        yield read.define("bursts.said", row["mentions"], by=by)
        yield read.define("bursts.usual", row["expected"], by=by, interval=bounds)


def found_in(read: Read) -> Found:
    """Find the bursts of a study, and describe the strongest."""
    kept, zone = read.kept, read.timezone
    counted = by_hour(kept)
    found = find(counted, timezone=zone)
    said = dated_by_brand(kept)
    untold = {brand: why for brand in read.brands if (why := _why_not(said, found.days, brand))}
    is_told = ~pl.col("brand").is_in(list(untold))
    bursts = found.bursts.filter(is_told)
    strongest = bursts.head(MOST)
    of = portraits(kept, strongest, without=read.names, accounts=list(read.accounts))
    return Found(
        Findings(bursts, found.changes, found.days.filter(is_told)),
        strongest.join(of, on=["brand", "start"], how="left", maintain_order="left"),
        sounded(counted, timezone=zone).filter(is_told),
        untold,
    )


def _why_not(said: pl.DataFrame, days: pl.DataFrame, brand: str) -> str | None:
    """Why the bursts of a brand cannot be told: no date, too few mentions, too short a record."""
    dated = said.filter(brand=brand)["dated"].sum()
    if not dated:
        return "no mention" if said.filter(brand=brand).is_empty() else "no date"
    if dated < LEAST_MENTIONS:
        return "too few for bursts"
    return "too short for bursts" if days.filter(brand=brand).height < LEAST_DAYS else None


def _counts(read: Read, found: Found) -> Iterator[Figure]:
    """How many bursts each brand has, and how many alarms other rules sound beside them."""
    for brand in read.brands:
        why = found.untold.get(brand)
        bursts = found.findings.bursts.filter(brand=brand)
        count = None if why else bursts.height
        yield read.define("bursts.count", count, by={"brand": brand}, why=why)
        for rule in RULES[1:] if not why else ():
            alarms = found.rules.filter(brand=brand, rule=rule)["at"]
            by = {"brand": brand, "rule": rule}
            yield read.define("bursts.alarms", alarms_apart(alarms), by=by)
            yield read.define("bursts.alarms_outside", alarms_apart(alarms, bursts), by=by)


def _burst(read: Read, row: Mapping[str, Any], by: Mapping[str, str | int]) -> Iterator[Figure]:
    """The figures of one burst."""
    for name in _MOMENTS:
        yield read.define(f"bursts.{name}", iso(row[name]), by=by)
    for name in _TOLD:
        why = "nothing was read" if name == "negative" and row[name] is None else None
        yield read.define(f"bursts.{name}", row[name], by=by, why=why)
    yield read.define("bursts.day", str(row["day"]), by=by)
    bounds, shift = (row["low"], row["high"]), (row["shift_low"], row["shift_high"])
    yield read.define("bursts.expected", row["expected"], by=by, interval=bounds)
    yield read.define("bursts.weeks", 10 ** min(row["weeks"], 9.0), by=by)
    why = "nothing was read" if row["shift"] is None else None
    yield read.define("bursts.shift", row["shift"], by=by, interval=shift, why=why)
    for column, name in _LISTED.items():
        for rank, value in enumerate(row[column] or (), start=1):
            yield read.define(f"bursts.{name}", value, by={**by, "rank": rank})


def _delays(
    read: Read, row: Mapping[str, Any], rules: pl.DataFrame, by: Mapping[str, str | int]
) -> Iterator[Figure]:
    """Minutes from the start of a burst to the first alarm in it, by rule."""
    within = pl.col("at").is_between(row["start"], row["end"], closed="right")
    first = {
        rule: rules.filter(within, brand=row["brand"], rule=rule)["at"].min() for rule in RULES[1:]
    }
    for rule, at in ({_OURS: row["found"]} | first).items():
        delay = None if at is None else (at - row["start"]).total_seconds() / 60
        why = "no alarm" if at is None else None
        yield read.define("bursts.delay", delay, by={**by, "rule": rule}, why=why)


def _change(read: Read, row: Mapping[str, Any]) -> Iterator[Figure]:
    """The figures of one change of collection."""
    named = {name: row[name] for name in ("brand", "source", "medium", "kind") if row[name]}
    by = {**named, "day": str(row["day"])}
    yield read.define("collection.before", row["before"], by=by)
    yield read.define("collection.after", row["after"], by=by)
    if row["until"]:
        yield read.define("collection.until", str(row["until"]), by=by)
