"""Two rules that are in use, to set beside the bursts: the z-score, and an hour against twelve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.analyse.bursts.surprise import sums

if TYPE_CHECKING:
    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.bursts.timeline import Timeline
    from parvis.analyse.prevalence import Floats

WEEK, TWELVE = 168, 12  # hours


def z_score(counts: Floats, line: Timeline, *, limit: float = 3.0) -> Marks:
    """Mark the spans that exceed the mean of the week before by so many of its deviations.

    Arguments:
        counts: mentions by span.
        line: of those spans.
        limit: standard deviations.

    Source: the usual rule of dashboards; as a threshold of alerts, row 43 of the capabilities.
    """
    length = line.spans(WEEK)
    before = np.concatenate(([0.0], counts[:-1]))
    total, squares = sums(before, length), sums(before**2, length)
    spread = np.sqrt(np.maximum(squares / length - (total / length) ** 2, 0.0))
    is_late = np.arange(len(counts)) >= length
    return is_late & (spread > 0) & (counts - total / length > limit * spread)


def hour_against_twelve(counts: Floats, line: Timeline, *, times: float = 2.0) -> Marks:
    """Mark the spans that end an hour with so many times the average hour of the twelve before.

    Arguments:
        counts: mentions by span.
        line: of those spans.
        times: how many.

    Source: the published rule of a market leader, the last hour against the past twelve
        (capabilities, section 0; row 43).
    """
    hour, twelve = line.spans(1), line.spans(TWELVE)
    last = sums(counts, hour)
    before = sums(np.concatenate((np.zeros(hour), counts))[: len(counts)], twelve) / TWELVE
    is_late = np.arange(len(counts)) >= hour + twelve
    return is_late & (before > 0) & (last > times * before)
