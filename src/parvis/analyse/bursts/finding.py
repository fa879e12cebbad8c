"""The bursts of each brand: when, how high, how rare, and when an alarm would have sounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.analyse.bursts.alarms import alarms
from parvis.analyse.bursts.collection import CHANGES, LASTS, collection, stretches
from parvis.analyse.bursts.findings import BURSTS, Findings
from parvis.analyse.bursts.surprise import bounds
from parvis.analyse.bursts.timeline import laid_out
from parvis.analyse.bursts.usual import DAY, rhythm
from parvis.analyse.bursts.watch import EXTREME, LARGER, MORE, ONCE_IN, Body, watch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from parvis.analyse.bursts.collection import Collection, Span
    from parvis.analyse.bursts.timeline import Places, Talk, Timeline
    from parvis.analyse.bursts.watch import Watch
    from parvis.analyse.prevalence import Floats

APART = 12
"""Hours between two bursts; closer ones are one."""
LEVELS = {"notable": ONCE_IN, "rare": 260.0, "extreme": EXTREME}
"""Weeks of ordinary talk in which a moment so high is to be expected once: a quarter, five years,
two centuries."""


def find(counted: pl.DataFrame, *, timezone: str = "UTC", once_in: float = ONCE_IN) -> Findings:
    """Find the bursts of each brand, and the changes in what is collected.

    Arguments:
        counted: what `by_hour` returned.
        timezone: IANA name of the zone whose hours and days count.
        once_in: weeks of ordinary talk in which a moment so high is to be expected once.

    Raises:
        InputError: no such time zone.

    Source: row 43 of the capabilities; the methods of `collection`, `watch` and `alarms`.

    >>> from parvis.analyse.bursts.timeline import by_hour
    >>> from parvis.schema import empty
    >>> find(by_hour(empty())).bursts.height
    0
    """
    talk = laid_out(counted, timezone=timezone)
    if talk is None:
        return Findings.nothing()
    collected = collection(talk)
    bursts: list[dict[str, object]] = []
    days = []
    for brand, body in _bodies(talk, collected):
        seen = watch(body)
        bursts += [{"brand": brand, **burst} for burst in _bursts(body, seen, once_in)]
        days.append(_days(body, seen).select(pl.lit(brand).alias("brand"), pl.all()))
    found = pl.DataFrame(bursts, BURSTS, orient="row")
    above = (pl.col("mentions") - pl.col("expected")).alias("above")
    talked, fetched = _told_apart(found.sort(above, descending=True), collected.changes)
    return Findings(talked, pl.concat([collected.changes, fetched]).sort("day"), pl.concat(days))


def _bodies(talk: Talk, collected: Collection) -> Iterator[tuple[str, Body]]:
    """The counts of each brand, with the rhythm of all of them."""
    weight = np.asarray(collected.is_on.any(axis=0), np.float64)
    whole = np.where(collected.is_on, talk.mentions, 0.0).sum(axis=0)
    like = rhythm(whole, talk.line, weight)
    for brand in talk.streams["brand"].unique(maintain_order=True):
        rows = talk.of(brand)
        yield brand, Body(talk.mentions[rows], collected.is_on[rows], talk.line, like)


def _bursts(body: Body, seen: Watch, once_in: float) -> Iterator[dict[str, object]]:
    """Each burst of a brand, in the order of time."""
    said, mean = np.where(np.isnan(seen.mean), 0.0, body.said), np.nan_to_num(seen.mean)
    for high in _merged(stretches(seen.within(once_in)), body.line.spans(APART)):
        first, end = span = _trimmed(said, mean, _widened(high, body.line))
        mentions, expected = float(said[first:end].sum()), float(mean[first:end].sum())
        if mentions - expected >= MORE:
            peak = first + int(np.argmax(said[first:end]))
            weeks = float(seen.weeks[:, slice(*high)].max())
            low, upper = bounds(np.array([expected]), _stray(seen, end - first, seen.behind[first]))
            yield {
                **{name: body.line.at(at) for name, at in (("start", first), ("end", end))},
                "peak": body.line.at(peak),
                "day": body.line.on(_fullest_day(said, body.line.day, span)),
                "found": _found(body, span),
                "mentions": int(mentions),
                "expected": expected,
                "low": low.item(),
                "high": upper.item(),
                "weeks": weeks,
                "level": _level(weeks),
            }


def _merged(spans: list[Span], apart: int) -> Iterator[Span]:
    """Spans that lie close together, as one."""
    open_: Span | None = None
    for span in spans:
        if open_ is None or span[0] - open_[1] >= apart:
            if open_ is not None:
                yield open_
            open_ = span
        else:
            open_ = (open_[0], span[1])
    if open_ is not None:
        yield open_


def _widened(span: Span, line: Timeline) -> Span:
    """A span with the hours before and after it, in which its beginning and its end may lie."""
    room = line.spans(APART)
    return max(0, span[0] - room), min(len(line.slot), span[1] + room)


def _trimmed(said: Floats, mean: Floats, high: Span) -> Span:
    """The stretch of a high span that chance explains least, at the height of that stretch."""
    times, found = LARGER, high
    for _ in range(2):
        found = _fullest(said, times * mean, high)
        ratio = max(LARGER, said[slice(*found)].sum() / max(1e-9, mean[slice(*found)].sum()))
        times = (ratio - 1) / np.log(ratio)  # where a ratio and 1 are equally likely
    return found


def _fullest(said: Floats, line: Floats, high: Span) -> Span:
    """The stretch whose sum above a line is the largest (Kadane)."""
    reached = np.concatenate(([0.0], np.cumsum((said - line)[slice(*high)])))
    end = int(np.argmax(reached - np.minimum.accumulate(reached)))
    return high[0] + int(np.argmin(reached[: end + 1])), high[0] + end


def _fullest_day(said: Floats, day: Places, span: Span) -> int:
    first = int(day[span[0]])
    return first + int(np.argmax(np.bincount(day[slice(*span)] - first, said[slice(*span)])))


def _level(weeks: float) -> str:
    return [name for name, least in LEVELS.items() if weeks >= np.log10(least)][-1]


def _found(body: Body, span: Span) -> dt.datetime | None:
    """The end of the first hour of a burst at which an alarm would have sounded."""
    days = range(int(body.line.day[span[0]]), int(body.line.day[span[1] - 1]) + 1)
    sounded = (at for at in alarms(body, days) if span[0] <= at < span[1])
    first = next(sounded, None)
    return None if first is None else body.line.at(first + 1)


def _stray(seen: Watch, spans: int, behind: float) -> Floats:
    """The over-dispersion of windows of about that length."""
    nearest = min(seen.norms, key=lambda norm: abs(np.log(norm.length / spans)))
    return np.array([nearest.stray + 1 / max(1.0, behind)])


def _days(body: Body, seen: Watch) -> pl.DataFrame:
    """What was said and expected of a brand by day, where anything was expected."""
    line, known = body.line, ~np.isnan(seen.mean)
    said, expected, whole = (
        np.asarray(np.bincount(line.day, np.where(known, each, 0.0), line.days), np.float64)
        for each in (body.said, np.nan_to_num(seen.mean), np.ones(len(known)))
    )
    behind = np.bincount(line.day, seen.behind, line.days) / np.bincount(line.day)
    norm = min(seen.norms, key=lambda norm: abs(norm.length - line.spans(DAY)))
    low, high = bounds(expected, norm.stray + 1 / np.maximum(1.0, behind))
    dates = pl.Series([line.on(day) for day in range(line.days)], dtype=pl.Date)
    counted = pl.Series(said).cast(pl.Int64)
    frame = {"day": dates, "mentions": counted, "expected": expected, "low": low, "high": high}
    return pl.DataFrame(frame).filter(pl.Series(whole > 0))


def _told_apart(found: pl.DataFrame, changes: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bursts of talk, and what a source brought at once in its first week."""
    starts = changes.filter(kind="start").iter_rows(named=True)
    begun = [(row["brand"], row["day"], row) for row in starts]
    talked, fetched = [], []
    for burst in found.iter_rows(named=True):
        of = [
            row
            for brand, day, row in begun
            if brand in (None, burst["brand"]) and 0 <= (burst["day"] - day).days < LASTS
        ]
        if of:
            about = {"brand": burst["brand"], "kind": "first fetch", "day": burst["day"]}
            volume = {"before": burst["expected"], "after": float(burst["mentions"])}
            fetched.append({**of[0], **about, **volume})
        else:
            talked.append(burst)
    return pl.DataFrame(talked, BURSTS), pl.DataFrame(fetched, CHANGES)
