"""Objectives, and the weekly measures from which their KPIs are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.measure.objectives import families
from parvis.simulate.company.part import Part, Planted

if TYPE_CHECKING:
    from parvis.simulate.company.part import Firm

FIRST: Final = dt.date(2027, 1, 3)
WEEKS: Final = 39
STEADY: Final = 8  # weeks at the end in which nothing changes, so that the truth is one number


@dataclass(frozen=True, slots=True)
class _Kpi:
    """A KPI in percent: what of what, at first and at the end, and where it should go."""

    aim: str
    key: str
    part: str
    whole: str
    begins: float
    ends: float
    target: float


_KPIS: Final = (
    _Kpi("care", "solved_at_once", "solved_at_once", "asked", 55, 69, 70),
    _Kpi("care", "satisfaction", "satisfied", "surveyed", 62, 63, 80),
    _Kpi("care", "reopened", "reopened", "asked", 14, 10, 8),
    _Kpi("loyalty", "repeat_buyers", "repeat_buyers", "buyers", 31, 38, 40),
    _Kpi("sales", "conversion", "visits_ordering", "visits", 2.1, 2.4, 3),
)
_WHOLES: Final = {"asked": 900, "surveyed": 260, "buyers": 1400, "visits": 21000}
STATED: Final = {
    "care": dt.date(2026, 12, 1),
    "loyalty": dt.date(2026, 12, 1),
    "sales": dt.date(2027, 3, 15),
}
"""When each objective was written down."""

_AIM: Final = """
[[objective]]
name = "{name}"
statement = "{statement}"
family = "{family}"
stated = {stated}
owner = "{owner}"
"""
_ENTRY: Final = """
[[objective.kpi]]
key = "{key}"
since = 2027-01-01
baseline = {begins}
target = {target}
due = 2027-12-31
"""


def aims(firm: Firm) -> Part:
    """Make the objectives and nine months of their measures, week by week.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("aims")
    days = [FIRST + dt.timedelta(weeks=week) for week in range(WEEKS)]
    counts = {name: random.poisson(many, WEEKS) for name, many in _WHOLES.items()}
    for kpi in _KPIS:
        rate = np.interp(np.arange(WEEKS), [0, WEEKS - STEADY], [kpi.begins, kpi.ends]) / 100
        counts[kpi.part] = random.binomial(counts[kpi.whole], rate)
    return Part(
        text="".join(_text(firm, aim) for aim in STATED),
        tables={"measures.csv": pl.DataFrame({"period": days, **counts})},
        planted=tuple(_fact(firm, kpi) for kpi in _KPIS),
    )


def _text(firm: Firm, aim: str) -> str:
    head = _AIM.format(
        name=firm.say(aim),
        statement=firm.say(f"{aim}_is"),
        family=aim,
        stated=STATED[aim],
        owner=firm.say(f"{aim}_owner"),
    )
    kpis = (
        _ENTRY.format(key=kpi.key, begins=kpi.begins, target=kpi.target)
        for kpi in _KPIS
        if kpi.aim == aim
    )
    return head + "".join(kpis)


def _fact(firm: Firm, kpi: _Kpi) -> Planted:
    default = families()[kpi.aim][kpi.key]
    name = default.fr if firm.language == "fr" else default.en
    return Planted(
        group="KPIs",
        fact=name,
        value=float(kpi.ends),
        key="kpi.value",
        by={"objective": firm.say(kpi.aim), "kpi": name},
        unit="points",
    )
