"""The figure of an alert: counted or estimated over its hours, with what it is held against."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl
from django.utils.translation import gettext as _

from parvis.hub.alerts.viewing import view_of
from parvis.hub.alerts.windows import FEWEST, WEEKS, Window, window
from parvis.hub.common.errors import RefusedError
from parvis.hub.explore.public import KINDS, figures_within, mentions, wide
from parvis.hub.objectives.public import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.figures import Figure
    from parvis.hub.alerts.models import Alert
    from parvis.hub.alerts.viewing import View

HEARD: Final = dt.timedelta(days=14)
"""Before a span within which something must have been heard, so that its count tells anything."""
_KINDS: Final = {"tonality": ("tone", "tonality.share"), "voice": ("voice", "share_of_voice")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A figure.

    Arguments:
        value: in `unit`.
        low, high: its 95 % interval; the value itself where nothing is estimated.
        unit: mentions, %, or as the KPI has it.
        grade: measured, estimated or judged.
    """

    value: float
    low: float
    high: float
    unit: str
    grade: str = "measured"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, what it is held against, and when and where.

    Arguments:
        now: the figure.
        base: what a change is against; None where there is none.
        span: over which it was counted.
        view: in which; None for a KPI.
    """

    now: Found
    base: Found | None
    span: Window
    view: View | None = None


def figure_of(alert: Alert, until: dt.datetime) -> Looked:
    """Return the figure of an alert over its hours, up to a moment.

    Raises:
        RefusedError: it cannot be told; in words.
    """
    if alert.figure == alert.Kind.KPI:
        return _kpi(alert, until)
    span = window(alert, until)
    spans = [span, *_against(alert, span)]
    zone = zoneinfo.ZoneInfo(alert.zone)
    moments = [moment for one in spans for moment in (one.since, one.until)]
    first = min(moments) - (HEARD if len(spans) > 1 else dt.timedelta(0))
    view = view_of(alert, first.astimezone(zone).date(), max(moments).astimezone(zone).date())
    if alert.condition == alert.Condition.ABSENCE:
        _require_listened(alert)
    look = _counts if alert.figure == alert.Kind.MENTIONS else _shares
    now, *rest = look(alert, view, spans)
    if now is None:
        raise RefusedError(_("Nothing was said in this time, so that there is no share."))
    return Looked(now, _base(alert, rest), span, view)


def _against(alert: Alert, span: Window) -> list[Window]:
    if alert.condition not in {alert.Condition.RISE, alert.Condition.FALL}:
        return []
    if alert.against == alert.Against.BEFORE:
        return [span.before()]
    zone = zoneinfo.ZoneInfo(alert.zone)
    return [span.weeks_ago(weeks, zone) for weeks in range(1, WEEKS + 1)]


def _base(alert: Alert, rest: list[Found | None]) -> Found | None:
    """What a change is against: a mean, where it is what is usual."""
    known = [one for one in rest if one is not None]
    if not rest:
        return None
    is_usual = alert.against == alert.Against.USUAL
    if not known or (is_usual and len(known) < FEWEST):
        raise RefusedError(_("Too little was heard before to compare with."))
    mean = {
        name: sum(getattr(one, name) for one in known) / len(known)
        for name in ("value", "low", "high")
    }
    return Found(unit=known[0].unit, grade=known[0].grade, **mean)


def _counts(alert: Alert, view: View, spans: Sequence[Window]) -> list[Found | None]:
    """Mentions in each span; None in one before which nothing was heard in these days."""
    rows = wide(view.scope, view.wanted)
    if rows is None:
        raise RefusedError(_("Nothing was heard of it yet."))
    told = rows.select("arrival", "published_at").unique("arrival")
    at = pl.col("published_at")
    counts = [_within(one).sum().alias(str(number)) for number, one in enumerate(spans)]
    *found, first = told.select(*counts, at.min()).collect(engine="streaming").row(0)
    return [
        _counted(count or 0) if not number or (first and first <= spans[number].since) else None
        for number, count in enumerate(found)
    ]


def _shares(alert: Alert, view: View, spans: Sequence[Window]) -> list[Found | None]:
    kind = KINDS[_KINDS[alert.figure][0]]
    frame = mentions(view.scope, view.wanted, kind.columns)
    return [_share(alert, view, frame.filter(_within(one))) for one in spans]


def _share(alert: Alert, view: View, frame: pl.DataFrame) -> Found | None:
    if frame.is_empty():
        return None
    name, key = _KINDS[alert.figure]
    names = view.scope.names
    by: dict[str, str | int] = {"brand": names.get(alert.about) or next(iter(names.values()))}
    if alert.figure == alert.Kind.TONALITY:
        by["tonality"] = alert.tonality
    else:
        by["count"] = "deduplicated" if view.wanted.once else "raw"
    for one in figures_within(view.scope, view.wanted, name, frame):
        if one.key == key and one.by == by:
            return _of_study(one)
    return None


def _of_study(one: Figure) -> Found | None:
    if not isinstance(one.value, int | float):
        return None
    value = float(one.value)
    low, high = (value if bound is None else bound for bound in (one.low, one.high))
    return Found(value=value, low=low, high=high, unit=one.unit, grade=one.kind)


def _kpi(alert: Alert, until: dt.datetime) -> Looked:
    """The newest reading of a KPI, and the one before."""
    known = Reading.objects.filter(kpi=alert.kpi, value__isnull=False).order_by("-period")[:2]
    read = [_read(one) for one in known]
    if not read:
        raise RefusedError(_("Nothing is counted for this KPI yet."))
    base = _base(alert, list(read[1:])) if alert.condition in {"rise", "fall"} else None
    return Looked(read[0], base, window(alert, until))


def _read(one: Reading) -> Found:
    value = one.value or 0.0
    low, high = (value if bound is None else bound for bound in (one.low, one.high))
    return Found(value=value, low=low, high=high, unit=one.kpi.measured_in, grade=one.grade)


def _require_listened(alert: Alert) -> None:
    """Refuse to tell of silence where nobody listens."""
    goal = alert.objective
    if alert.perimeter is not None and not alert.perimeter.is_active:
        raise RefusedError(_("It is not listened for, so that silence tells nothing."))
    if goal is not None and goal.state != "live":
        raise RefusedError(_("Its objective is not active, so that silence tells nothing."))


def _within(span: Window) -> pl.Expr:
    return pl.col("published_at").is_between(span.since, span.until, closed="left")


def _counted(count: int) -> Found:
    return Found(value=count, low=count, high=count, unit="mentions")
