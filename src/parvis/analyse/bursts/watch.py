"""A watch over one brand: what is usual of it, and the moments that surpass it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.analyse.bursts.surprise import Tail, straying, sums, surprise, tail
from parvis.analyse.bursts.usual import usual

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.analyse.bursts.collection import Marks
    from parvis.analyse.bursts.timeline import Timeline
    from parvis.analyse.prevalence import Floats

HOURS = (1.0, 3.0, 6.0, 12.0, 24.0, 48.0)
"""Lengths of the windows: a burst may be an hour of thousands or two days of dozens."""
ONCE_IN = 13.0
"""Weeks of ordinary talk in which a moment so high is to be expected once: a quarter."""
EXTREME = 10_000.0
"""Weeks from which a moment is no ordinary talk."""
APART, APART_AHEAD = (13.0, 100.0, 1000.0), (EXTREME,)
"""Weeks from which a moment teaches nothing of what is usual. In hindsight a crisis hides itself at
first, since it raises what is usual; so it is sought with less and less doubt. Looking ahead, the
leaps that a brand has made before excuse its next one."""
AROUND, TOWERING = 29, 3.0
"""Days around a day, and times their median from which it is set apart before anything is known."""
LARGER, MORE = 1.5, 10.0
"""Times the usual, and mentions above it, that make a moment worth a word."""


@dataclass(frozen=True, slots=True)
class Body:
    """The counts of a brand.

    Arguments:
        counts: mentions by stream and span.
        is_on: where each stream was collected.
        line: of the spans.
        like: rhythm of a larger body of talk; flat where None.
    """

    counts: Floats
    is_on: Marks
    line: Timeline
    like: Floats | None = None

    @property
    def said(self) -> Floats:
        """Mentions of all streams together, where they were collected."""
        return np.asarray(np.where(self.is_on, self.counts, 0.0).sum(axis=0), np.float64)

    def between(self, first: int, end: int) -> Body:
        """Return what was counted from one place up to another."""
        span = slice(first, end)
        line = self.line.between(first, end)
        return Body(self.counts[:, span], self.is_on[:, span], line, self.like)


@dataclass(frozen=True, slots=True)
class Norm:
    """What is normal of windows of one length.

    Arguments:
        length: in spans.
        stray: how far they stray from what is expected.
        tail: how rare their high surprises are.
    """

    length: int
    stray: float
    tail: Tail

    def weeks(self, said: Floats, expected: Floats, behind: Floats) -> Floats:
        """Return log10 of the weeks between windows so high; -inf for those that are not."""
        known = expected > 0
        stray = self.stray + 1 / np.maximum(behind, 1.0)
        found = np.full(len(said), -np.inf)
        found[known] = self.tail.weeks(surprise(said[known], expected[known], stray[known]))
        is_more = (said >= LARGER * expected) & (said - expected >= MORE)
        return np.where(is_more, found, -np.inf)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is usual of a brand, and what surpasses it.

    Arguments:
        mean: mentions expected in each span, of all streams; nan where nothing is.
        behind: mentions the expectation rests on.
        norms: of the windows of each length, the shortest first.
        weeks: log10 of the weeks between moments so high, by window length and its last span.
    """

    mean: Floats
    behind: Floats
    norms: Sequence[Norm]
    weeks: Floats

    def rarest(self, once_in: float) -> Floats:
        """Return log10 weeks of the rarest window that ends at each span; -inf below so many."""
        rarest = self.weeks.max(axis=0)
        return np.where(rarest >= np.log10(once_in), rarest, -np.inf)

    def within(self, once_in: float) -> Marks:
        """Return which spans lie in a window that is to be expected less often than that."""
        edges = np.zeros(self.weeks.shape[1] + 1)
        for norm, weeks in zip(self.norms, self.weeks, strict=True):
            ends = np.flatnonzero(weeks >= np.log10(once_in))
            np.add.at(edges, np.maximum(ends - norm.length + 1, 0), 1)
            np.add.at(edges, ends + 1, -1)
        return np.asarray(np.cumsum(edges[:-1]) > 0, bool)


def watch(body: Body, *, hours: Sequence[float] = HOURS, new: int = 0) -> Watch:
    """Learn what is usual of a brand, and how rare each moment is; the extreme teaches nothing.

    Arguments:
        body: the counts of the brand.
        hours: lengths of the windows.
        new: how many spans, from the last, are judged and teach nothing; each day is then judged by
            the days before it. Where there are none, the record is looked at in hindsight.

    Source: windows of several lengths, Kleinberg, "Bursty and hierarchical structure in streams"
        (KDD 2002); what is usual and how rare, as in `usual` and `surprise`.
    """
    spans = body.counts.shape[1]
    is_new = np.arange(spans) >= spans - new
    apart = is_new if new else _towering(body)
    found = _once(body, hours, apart, hindsight=not new)
    for rarer in APART_AHEAD if new else APART:
        found = _once(body, hours, is_new | found.within(rarer), hindsight=not new)
    return found


def _towering(body: Body) -> Marks:
    """Days far above the median of the four weeks around them: a first guess at a crisis."""
    said = pl.Series(np.bincount(body.line.day, body.said, body.line.days))
    usual = said.rolling_median(AROUND, center=True, min_samples=1).to_numpy()
    towering = said.to_numpy() > TOWERING * (usual + np.sqrt(usual) + 1)
    return np.asarray(towering[body.line.day], bool)


def _once(body: Body, hours: Sequence[float], apart: Marks, *, hindsight: bool) -> Watch:
    """Learn from what is not set apart, and judge all."""
    learnt = [
        usual(counts, body.line, on & ~apart, like=body.like, hindsight=hindsight)
        for counts, on in zip(body.counts, body.is_on, strict=True)
    ]
    means = np.where(body.is_on, np.stack([each.mean for each in learnt]), np.nan)
    is_known = ~np.isnan(means).all(axis=0)
    behind = np.where(body.is_on, np.stack([each.behind for each in learnt]), 0.0).sum(axis=0)
    said, expected = np.where(is_known, body.said, 0.0), np.nansum(means, axis=0)
    left_out = (apart | ~is_known).astype(np.float64)
    norms, weeks = [], []
    for length in sorted({body.line.spans(each) for each in hours}):
        window = sums(said, length), sums(expected, length)
        norms.append(_norm(*window, sums(left_out, length) == 0, length, body.line))
        weeks.append(norms[-1].weeks(*window, behind))
    return Watch(np.where(is_known, expected, np.nan), behind, norms, np.stack(weeks))


def _norm(said: Floats, expected: Floats, is_usual: Marks, length: int, line: Timeline) -> Norm:
    """What is normal, learnt from the usual windows; how rare it is, from them alone too."""
    stray = straying(said, expected, is_usual, length)
    known = is_usual & (expected > 0)
    surprises = surprise(said[known], expected[known], np.full(int(known.sum()), stray))
    return Norm(length, stray, tail(surprises, a_week=line.a_week))
