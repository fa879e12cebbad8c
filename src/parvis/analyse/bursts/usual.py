"""What is usual: the volume to be expected at each hour of the week, at the level of the time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from parvis.analyse.shrinkage import shrunk

if TYPE_CHECKING:
    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.bursts.timeline import Timeline
    from parvis.analyse.prevalence import Floats

WEEK, DAY = 168, 24
DOUBT, DOUBT_OF_LIKE = (1.0, 10.0, 30.0), 10.0
"""How little hours of the day, days of the week and hours of the week are supposed to differ from
the step before, and hours of the day from those of a larger body: one over the variance of their
ratio."""
UNEVEN = 0.5
"""Over-dispersion of one hour: what is said in it on one day is no sure sign of the next."""
HALF_LIFE = 14.0
"""Days after which a day says half as much of the level."""
LEAST = 0.5
"""Usual days behind a level, under which nothing is expected."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual of a stream.

    Arguments:
        mean: mentions expected in each span; nan where nothing can be expected.
        behind: mentions that the level rests on, by span.
    """

    mean: Floats
    behind: Floats


def rhythm(counts: Floats, line: Timeline, weight: Floats, *, like: Floats | None = None) -> Floats:
    """Give how much is said at each hour of the week, relative to the average.

    Hours of the day come first, then days of the week, then each hour of the week; each is drawn
    towards the step before it, and the first towards a larger body of talk, the more so the fewer
    mentions and weeks there are: a record of a week has hours of the day and hardly more.

    Arguments:
        counts: mentions by span.
        line: of those spans.
        weight: of each span, 0 for those that are left out.
        like: the rhythm of the larger body; flat where it is None.

    Returns: 168 rates, from Monday at midnight, 1 on average.

    Source: `parvis.analyse.shrinkage`.
    """
    shape = np.ones(WEEK) if like is None else like
    total = float((counts * weight).sum())
    if not total:
        return shape
    hours = weight * WEEK / line.a_week
    seen, spent = (
        np.asarray(np.bincount(line.slot, each, WEEK), np.float64)
        for each in (counts * weight, hours)
    )
    shape, places = shape * total / (shape * spent).sum(), np.arange(WEEK)
    doubts = DOUBT if like is None else (DOUBT_OF_LIKE, *DOUBT[1:])
    for group, doubt in zip((places % DAY, places // DAY, places), doubts, strict=True):
        shape = shrunk(shape, group, seen, spent, doubt=doubt, uneven=UNEVEN)
    return np.asarray(shape / shape.mean(), np.float64)


def usual(
    counts: Floats,
    line: Timeline,
    is_usual: Marks,
    *,
    like: Floats | None = None,
    hindsight: bool = True,
) -> Usual:
    """Learn what is usual of a stream from the spans that are.

    The level follows the talk slowly, so that trends and seasons are not surprises.

    Arguments:
        counts: mentions by span.
        line: of those spans.
        is_usual: spans that were collected and in no burst.
        like: the rhythm of a larger body of talk.
        hindsight: take the level of a day from the days on both sides of it, and its own; or from
            those before it alone, as it was to be expected the evening before.

    Source: exponential smoothing of a gamma-Poisson level, Harvey and Fernandes, "Time series
        models for count or qualitative observations" (J. Business & Economic Statistics 7, 1989).
    """
    weight = is_usual.astype(np.float64)
    rates = rhythm(counts, line, weight, like=like)
    said, due = (
        np.asarray(np.bincount(line.day, each * weight, line.days), np.float64)
        for each in (counts, rates[line.slot])
    )
    a_day = max(1.0, line.a_week / 7)
    behind, days = (_remembered(each, hindsight=hindsight) for each in (said, due / a_day))
    level = np.where(days > LEAST, behind / np.maximum(days, LEAST), np.nan) / a_day
    return Usual(level[line.day] * rates[line.slot], behind[line.day])


def _remembered(days: Floats, *, hindsight: bool) -> Floats:
    """Sum the days around each, or those before each; those further off count less."""
    before = _faded(days)
    if not hindsight:
        return np.concatenate(([0.0], before[:-1]))
    return before + _faded(days[::-1])[::-1] - days


def _faded(days: Floats) -> Floats:
    """Sum each day and those before it."""
    kept = 0.5 ** (1 / HALF_LIFE)
    return np.array(list(accumulate(days.tolist(), lambda so_far, day: kept * so_far + day)))
