"""Alarms as they would have sounded: each day judged by what was known the evening before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.analyse.bursts.watch import HOURS, watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parvis.analyse.bursts.watch import Body

ALARMED_ONCE_IN = 26.0
"""Weeks of ordinary talk in which one false alarm is to be expected: half a year."""
MEMORY = 26
"""Weeks looked back upon."""
LEAST = 7
"""Days that must have been collected before anything is expected of another."""


def alarms(
    body: Body,
    days: Iterable[int],
    *,
    once_in: float = ALARMED_ONCE_IN,
    hours: Sequence[float] = HOURS,
) -> Iterator[int]:
    """Yield the spans at whose end an alarm would have sounded, from what came before alone.

    What is usual is learnt each midnight from the half year before; the windows of the new day are
    judged by it.

    Arguments:
        body: the counts of the brand.
        days: which days of the line to judge.
        once_in: weeks of ordinary talk in which a moment so high is to be expected once.
        hours: lengths of the windows.

    Source: row 43 of the capabilities.
    """
    starts = np.searchsorted(body.line.day, np.arange(body.line.days + 1))
    for day in days:
        first, now, end = (int(starts[max(0, at)]) for at in (day - 7 * MEMORY, day, day + 1))
        past = body.is_on[:, first:now].any(axis=0).sum()
        if past >= LEAST * body.line.a_week / 7:
            seen = watch(body.between(first, end), hours=hours, new=end - now)
            rarest = seen.rarest(once_in)[now - first :]
            yield from (now + np.flatnonzero(rarest > -np.inf)).tolist()
