"""What was tried, and what came of it beyond what would have come anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.errors import MeasureError, RefusedError
from parvis.measure.lift import differences, interrupted
from parvis.measuring.figures.blame import blaming
from parvis.measuring.figures.panel import panel_of, refuse_unknown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from parvis.figures import Figure
    from parvis.measure.lift import Difference, Interrupted
    from parvis.measuring.entries import Lift
    from parvis.measuring.work import Work

    Floats = NDArray[np.float64]

_UNEVEN = 1.5  # times the usual step between two periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What came of a trial, however it was told.

    Arguments:
        found: the effect, its interval and its p.
        relative: in percent of what would have come without it; None where that is zero.
        periods: of the panel.
        after: how many of them had it.
        treated, controls: how many units.
        seen, expected: mean of the treated units by period, and what it would have been.
        trend_p: as of `Difference`; None where units are not compared.
    """

    found: Difference | Interrupted
    relative: float | None
    periods: Sequence[dt.date]
    after: int
    treated: int
    controls: int
    seen: Floats
    expected: Floats
    trend_p: float | None


def lifts(work: Work) -> Iterator[Figure]:
    """Yield what came of each trial, in all and by channel where its file has channels."""
    for lift in work.plan.lift:
        table = panel_of(work, lift.file)
        refuse_unknown(lift.file, table["unit"], lift.treated)
        said = work.saying(method=lift.method, file=lift.file, start=str(lift.start))
        whole = table.group_by("unit", "period", maintain_order=True).agg(pl.col("value").sum())
        yield from _told(said, lift, whole, {"lift": lift.name})
        if "channel" in table.columns:
            for (channel,), part in table.group_by("channel", maintain_order=True):
                by = {"lift": lift.name, "channel": str(channel)}
                yield from _told(said, lift, part.select("unit", "period", "value"), by)


def _told(work: Work, lift: Lift, table: pl.DataFrame, by: dict[str, str]) -> Iterator[Figure]:
    """The figures of one effect, or why it is refused."""
    try:
        with blaming(lift.file):
            way = _interrupted if lift.method == "interrupted" else _differences
            effect = way(lift, table)
    except RefusedError as error:
        yield work.refused("lift.effect", error, by)
        return
    yield from _size(work, lift, effect, by)
    if "channel" not in by:
        yield from _courses(work, lift, effect, by)


def _size(work: Work, lift: Lift, effect: Effect, by: dict[str, str]) -> Iterator[Figure]:
    found = effect.found
    bounds = (found.low, found.high)
    yield work.told("lift.effect", found.effect, lift.unit, by=by, interval=bounds)
    times = effect.after * effect.treated
    whole = (found.low * times, found.high * times)
    yield work.told("lift.total", found.effect * times, lift.unit, by=by, interval=whole)
    why = "zero" if effect.relative is None else None
    yield work.define("lift.relative", effect.relative, by=by, why=why)
    yield work.define("lift.p", found.p, by=by)
    if effect.trend_p is not None:
        yield work.define("lift.trend_p", effect.trend_p, by=by)
    yield work.define(
        "lift.periods", len(effect.periods) - effect.after, by={**by, "side": "before"}
    )
    yield work.define("lift.periods", effect.after, by={**by, "side": "after"})
    yield work.define("lift.units", effect.treated, by={**by, "side": "treated"})
    yield work.define("lift.units", effect.controls, by={**by, "side": "controls"})


def _courses(work: Work, lift: Lift, effect: Effect, by: dict[str, str]) -> Iterator[Figure]:
    """What was seen by period, and what would have been."""
    for period, seen, expected in zip(effect.periods, effect.seen, effect.expected, strict=True):
        day = {**by, "period": period.isoformat()}
        yield work.told("lift.seen", float(seen), lift.unit, by=day)
        yield work.told("lift.expected", float(expected), lift.unit, by=day)


def _differences(lift: Lift, table: pl.DataFrame) -> Effect:
    """The treated units beside the others: these, moved to where those began, are expected."""
    found = differences(table, treated=lift.treated, start=lift.start)
    is_ours = pl.col("unit").is_in(lift.treated)
    means = (
        table.group_by("period")
        .agg(
            ours=pl.col("value").filter(is_ours).mean(),
            theirs=pl.col("value").filter(~is_ours).mean(),
        )
        .sort("period")
    )
    periods = means["period"].to_list()
    is_before = np.array([period < lift.start for period in periods])
    ours, theirs = means["ours"].to_numpy(), means["theirs"].to_numpy()
    return Effect(
        found=found,
        relative=found.relative,
        periods=periods,
        after=int((~is_before).sum()),
        treated=found.treated,
        controls=found.controls,
        seen=ours,
        expected=theirs + (ours[is_before].mean() - theirs[is_before].mean()),
        trend_p=found.trend_p,
    )


def _interrupted(lift: Lift, table: pl.DataFrame) -> Effect:
    """One series, with the other units as what it would have moved with."""
    if len(lift.treated) > 1:
        fault = f"'{lift.name}' names {len(lift.treated)} units, and an interrupted series is one"
        raise MeasureError.of("lift", fault, 'name one, or write method = "differences"')
    wide = table.pivot("unit", index="period", values="value").sort("period")
    periods = wide["period"].to_list()
    _refuse_uneven(periods)
    start = sum(period < lift.start for period in periods)
    series = wide[lift.treated[0]].to_numpy()
    others = wide.drop("period", *lift.treated)
    controls = others.to_numpy() if others.width else None
    found = interrupted(series, start, season=lift.season, controls=controls)
    usual = float(found.expected.mean())
    return Effect(
        found=found,
        relative=100 * found.effect / usual if usual else None,
        periods=periods,
        after=len(periods) - start,
        treated=1,
        controls=others.width,
        seen=series,
        expected=np.concatenate([found.fitted, found.expected]),
        trend_p=None,
    )


def _refuse_uneven(periods: Sequence[dt.date]) -> None:
    """Refuse a series with a period left out, whose season would no longer fall into place."""
    steps = np.diff(np.array(periods, "datetime64[D]")).astype(int)
    wide = np.flatnonzero(steps > _UNEVEN * np.median(steps)) if steps.size else steps
    if wide.size:
        before, after = periods[wide[0]], periods[wide[0] + 1]
        fault = f"no period between {before} and {after}, where others are closer"
        raise MeasureError.of("lift", fault, "give every period, 0 where nothing was counted")
