"""Changes in what is collected, told apart from changes in what is said.

People do not all fall silent, and a talk that begins from nothing and stays is a source that was
switched on. So a stream is taken for uncollected where it is nearly silent for longer than chance
allows, beside a level that lasts. What rises and falls again is talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import polars as pl

from parvis.analyse.bursts.levels import pieces
from parvis.analyse.bursts.timeline import STREAM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from parvis.analyse.bursts.timeline import Places, Talk
    from parvis.analyse.prevalence import Floats

    Marks: TypeAlias = NDArray[np.bool_]
    Span: TypeAlias = tuple[int, int]

LASTS = 7
"""Days from which a level is one that lasts: each day of the week was seen."""
SILENT, UNBEGUN = 8.0, 20.0
"""How many times less than usual is silent: inside a record; before its start and after its end."""
FADES = 4.0
"""How many times less than at first is fading: what a crisis does, and a source does not."""
ENOUGH = 20.0
"""Mentions that were to be expected of a silent stretch, so that it is not silent by chance."""
IN_COMPANY = 0.1
"""Part of mentions that name a brand alone, up to which it was seen only beside others."""

CHANGES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "brand": pl.String,
    "source": pl.String,
    "medium": pl.String,
    "kind": pl.String,
    "day": pl.Date,
    "until": pl.Date,
    "before": pl.Float64,
    "after": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Collection:
    """When each stream was collected, and what changed.

    Arguments:
        is_on: by stream and span of time.
        changes: brand (null for all brands of the medium), source, medium, kind (start, stop, gap),
            day (first day of what changed), until (day it resumed after a gap), before and after
            (mentions a day).
    """

    is_on: Marks
    changes: pl.DataFrame


def collection(talk: Talk) -> Collection:
    """Find where the collection of a medium or of a brand starts, stops or has a gap.

    A medium is judged on the mentions of all brands; a brand, within the days on which its medium
    was collected, on the mentions that name no other brand: one that is not collected for itself
    is still seen in the company of others. A level must last a week and not fade. One that begins
    within the last week counts as a start only where the brand was seen in the company of others
    until then, or not at all for a week; else it may be a crisis that goes on.

    Arguments:
        talk: counts by hour, laid out.

    Source: row 43 of the capabilities; levels as in `levels.pieces`.
    """
    days = talk.line.day
    starts = np.searchsorted(days, np.arange(talk.line.days))
    mentions, alone = (
        np.add.reduceat(each, starts, axis=1) for each in (talk.mentions, talk.alone)
    )
    is_on = np.ones(mentions.shape, bool)
    found: list[dict[str, object]] = []
    for source, medium, rows in _media(talk):
        whole = mentions[rows].sum(axis=0)
        opened = stretches(_is_open(whole, alone[rows]))
        found += _told(talk, (None, source, medium), whole, opened, (0, len(whole)))
        for row in rows if len(rows) > 1 else ():
            stream = (talk.streams["brand"][int(row)], source, medium)
            for window in opened:
                span = slice(*window)
                is_on[row, span] = _is_collected(alone[row, span], mentions[row, span])
                runs = [(window[0] + a, window[0] + b) for a, b in stretches(is_on[row, span])]
                found += _told(talk, stream, mentions[row], runs, window)
        is_on[rows] &= _marks(opened, len(whole))
    changes = pl.DataFrame(found, schema=CHANGES).sort("day", *STREAM)
    return Collection(is_on[:, days], changes)


def _media(talk: Talk) -> Iterator[tuple[str, str, Places]]:
    """The rows of the streams of each medium of each source."""
    numbered = talk.streams.with_row_index("row")
    for (source, medium), rows in numbered.group_by("source", "medium", maintain_order=True):
        yield str(source), str(medium), rows["row"].to_numpy().astype(np.int64)


def _is_open(whole: Floats, alone: Floats) -> Marks:
    """Tell the days on which a medium was collected: by all its brands, or by one that lasts."""
    is_open = _is_collected(whole, whole)
    for each in alone:
        is_own = _is_collected(each, each)
        if not is_own.all():
            is_open = is_open | is_own
    return is_open


def _is_collected(alone: Floats, mentions: Floats) -> Marks:
    """Tell the days of a stream on which it was collected; all of them, where nothing says no."""
    all_ = np.ones(len(alone), bool)
    spoken = all_.copy()
    for (first, end), is_silent in _silences(alone):
        spoken[first:end] = not is_silent
    runs = stretches(spoken)
    if any(_stays(alone[first:end]) for first, end in runs):
        return spoken
    if len(runs) == 1 and runs[0][1] == len(alone) and _begins(alone, mentions, runs[0][0]):
        return spoken
    return all_


def _stays(days: Floats) -> bool:
    """Whether a level holds: for a week at least, and without fading in its second half or week."""
    if len(days) < LASTS:
        return False
    half = min(LASTS, len(days) // 2)
    first, second = np.median(days[:half]), np.median(days[half : 2 * half])
    return bool(second * FADES >= first)


def _begins(alone: Floats, mentions: Floats, at: int) -> bool:
    """Whether until this day the brand was seen only beside others, or for a week not at all."""
    before, alone_before = mentions[:at].sum(), alone[:at].sum()
    if not before:
        return at >= LASTS
    return bool(before * SILENT >= ENOUGH and alone_before <= IN_COMPANY * before)


def _silences(alone: Floats) -> Iterator[tuple[Span, bool]]:
    """Even pieces of a stream, and whether each is silent beside the usual level."""
    cut = pieces(alone)
    level = np.array([np.median(alone[first:end]) for first, end in cut])
    lasting = np.array([end - first for first, end in cut])
    usual = _usual(level, np.array([alone[first:end].sum() for first, end in cut]))
    is_silent = (level * SILENT < usual) & (usual * lasting >= ENOUGH)
    is_unbegun = is_silent & (level * UNBEGUN < usual)
    inside = np.flatnonzero(~is_silent)
    outer = np.ones(len(cut), bool)
    if len(inside):
        outer[inside[0] : inside[-1] + 1] = False
    return zip(cut, np.where(outer, is_unbegun, is_silent).tolist(), strict=True)


def _usual(level: Floats, mentions: Floats) -> float:
    """The level of a day at which half of the mentions were said."""
    order = np.argsort(level)
    reached = np.cumsum(mentions[order])
    return float(level[order][np.searchsorted(reached, reached[-1] / 2)])


def stretches(marks: Marks) -> list[Span]:
    """First place and place after the last of each run of true marks."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marks, [False]))))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]


def _marks(runs: list[Span], length: int) -> Marks:
    marks = np.zeros(length, bool)
    for first, end in runs:
        marks[first:end] = True
    return marks


def _told(
    talk: Talk,
    stream: tuple[str | None, str, str],
    mentions: Floats,
    runs: list[Span],
    window: Span,
) -> Iterator[dict[str, object]]:
    """The start, gaps and stop of a stream within a window, from its runs of collected days."""
    for kind, before, after, until in _changes(runs, window):
        yield {
            **dict(zip(STREAM, stream, strict=True)),
            "kind": kind,
            "day": talk.line.on(after[0]),
            "until": until and talk.line.on(until),
            "before": float(mentions[slice(*before)].mean()),
            "after": float(mentions[slice(*after)].mean()),
        }


def _changes(runs: list[Span], window: Span) -> Iterator[tuple[str, Span, Span, int | None]]:
    """Kind, the stretch before, the stretch after, and when a gap ends."""
    first, end = window
    if runs and runs[0][0] > first:
        yield "start", (first, runs[0][0]), runs[0], None
    for one, next_ in pairwise(runs):
        yield "gap", one, (one[1], next_[0]), next_[0]
    if runs and runs[-1][1] < end:
        yield "stop", runs[-1], (runs[-1][1], end), None
