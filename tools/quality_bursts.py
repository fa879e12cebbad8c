"""Scores of alarms and bursts on volumes of real talk, with two common rules in the same run.

Alarms are judged by windows about what people labelled, as the Numenta benchmark does: a window
with an alarm is hit; alarms outside all windows, those less than half a day apart taken together,
are false. The first 15 % of each record only teaches. Bursts are judged by whether the busiest
hour of an event lies in one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.analyse.bursts import Body, alarms, find, hour_against_twelve, timeline, z_score
from parvis.analyse.bursts.timeline import laid_out
from tools.measures import f1_of_last
from tools.scoring import Score, accuracy, score_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from parvis.analyse.bursts import Timeline

    Marks = np.ndarray
    Rule = Callable[[np.ndarray, Timeline], Marks]

MINUTES: Final = 15
TEACHES: Final = 0.15
APART: Final = 12  # hours between two false alarms
DATA: Final = "mentions of 6 companies"


@dataclass
class Tally:
    """How often windows were hit and missed and alarms were false, and how late the hits came."""

    hit: int = 0
    missed: int = 0
    false: int = 0
    late: list[float] = field(default_factory=list)


def ours(counts: np.ndarray, line: Timeline) -> Marks:
    """Mark the spans at which an alarm sounds, each judged by what came before its day."""
    marks = np.zeros(len(counts), bool)
    body = Body(counts[np.newaxis], np.ones((1, len(counts)), bool), line)
    marks[list(alarms(body, range(line.days)))] = True
    return marks


RULES: Final[dict[str, Rule]] = {
    "ours": ours,
    "z": partial(z_score, limit=3.0),
    "twelve": partial(hour_against_twelve, times=2.0),
}


def scores(data: Path) -> Iterator[Score]:
    """Yield every score, from volumes in a folder."""
    for name, rule in RULES.items():
        tally = companies(data, rule)
        table = np.array([[0, tally.false], [tally.missed, tally.hit]])
        told = tally.hit + tally.false
        yield score_of(f"bursts.nab.{name}", DATA, [table], f1_of_last)
        yield _part(f"bursts.nab.{name}.precision", tally.hit, told)
        yield _part(f"bursts.nab.{name}.recall", tally.hit, tally.hit + tally.missed)
        yield Score(
            key=f"bursts.nab.{name}.late",
            language="all",
            data=DATA,
            measure="median minutes",
            value=float(np.median(tally.late)) if tally.late else float("inf"),
            posts=tally.hit,
        )
    yield from _events(data)


def _part(key: str, right: int, all_: int) -> Score:
    return score_of(key, DATA, [np.array([[right, all_ - right], [0, 0]])], accuracy)


def companies(data: Path, rule: Rule) -> Tally:
    """Judge a rule on the mentions of companies, counted anew by the quarter of an hour."""
    counted = pl.read_parquet(data / "nab_brand_volume" / "train.parquet").with_columns(
        pl.col("timestamp").str.to_datetime(time_zone="UTC").dt.truncate(f"{MINUTES}m")
    )
    tally = Tally()
    for _, record in counted.sort("timestamp").group_by("brand", maintain_order=True):
        spans = record.group_by("timestamp", maintain_order=True).agg(
            pl.col("value").sum(), pl.col("label", "in_window").max()
        )
        _judge(rule, spans.upsample("timestamp", every=f"{MINUTES}m").fill_null(0), tally)
    return tally


def _judge(rule: Rule, spans: pl.DataFrame, tally: Tally) -> None:
    first: dt.datetime = spans["timestamp"][0]
    line = timeline(first, spans.height, "UTC", minutes=MINUTES)
    sounded = rule(spans["value"].to_numpy().astype(float), line)
    sounded[: int(TEACHES * spans.height)] = False
    is_window = spans["in_window"].to_numpy() > 0
    for begin, end in _runs(is_window):
        if begin < TEACHES * spans.height:
            continue
        hits = np.flatnonzero(sounded[begin:end])
        tally.hit, tally.missed = tally.hit + bool(len(hits)), tally.missed + (not len(hits))
        labelled = np.flatnonzero(spans["label"].to_numpy()[begin:end])
        if len(hits) and len(labelled):
            tally.late.append(MINUTES * float(hits[0] + 1 - labelled[0]))
    false = np.flatnonzero(sounded & ~is_window)
    tally.false += int((np.diff(false, prepend=-(10**9)) > line.spans(APART)).sum())


def _runs(marks: Marks) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marks, [False]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _events(data: Path) -> Iterator[Score]:
    """Whether the busiest hour of each event is in a burst, and under each rule an alarm."""
    folder = data / "crisislex_t26_volume"
    hour = pl.col("t").dt.truncate("1h").cast(pl.Datetime("us", "UTC")).alias("hour")
    counted = (
        pl.read_parquet(folder / "volume_10min.parquet")
        .group_by(brand="event", hour=hour)
        .agg(mentions=pl.col("n").sum().cast(pl.Int64))
        .with_columns(source=pl.lit("x"), medium=pl.lit("micro-blog"), alone="mentions")
        .sort("brand", "hour")
    )
    found = {"ours": 0, "z": 0, "twelve": 0}
    events = counted.partition_by("brand")
    for event in events:
        talk = laid_out(event)
        if talk is None:
            continue
        busiest = int(talk.mentions[0].argmax())
        at = talk.line.at(busiest)
        bursts = find(event).bursts
        found["ours"] += bursts.filter(pl.col("start") <= at, pl.col("end") > at).height > 0
        for name in ("z", "twelve"):
            found[name] += bool(RULES[name](talk.mentions[0], talk.line)[busiest])
    for name, hits in found.items():
        table = np.array([[hits, len(events) - hits], [0, 0]])
        yield score_of(f"bursts.events.{name}", "disasters, tweets an hour", [table], accuracy)
