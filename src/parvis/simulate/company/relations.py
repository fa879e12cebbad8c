"""Approvals, social capital, and units that were mature before they were engaged."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.measure.objectives.index import INDICES, parts_of
from parvis.simulate.company.part import Part, Planted

if TYPE_CHECKING:
    from parvis.simulate.company.part import Firm, Way

BEGIN: Final = dt.datetime(2027, 1, 4, 8, tzinfo=dt.UTC)
UNTIL: Final = dt.date(2027, 9, 30)
QUESTIONS: Final = 1800
DESKS: Final = {"north": 3.0, "south": 9.0}
"""Median hours that an approval takes, by desk."""

_CLEARED: Final = 0.3  # of the questions, answered without an approval
_SEEN: Final = 269 * 24  # hours from the first question to the end
_YEARS: Final = (2025, 2026)
_CAPITAL: Final = {"reciprocity": (38.0, 44.0), "ties": (52.0, 50.0), "advocates": (61.0, 67.0)}
_WEIGHTS: Final = {"reciprocity": 2, "ties": 1, "advocates": 1}
UNITS: Final = 60
ENGAGED: Final = 6.0
"""Points of the result that being engaged adds to a unit, whatever its maturity."""

_RATES: Final = {
    "answered_in_time": 0.8,
    "solved_at_once": 0.6,
    "satisfied": 0.75,
    "ties_returned": 0.4,
    "ties_active": 0.3,
    "people_returning": 0.55,
    "answers_signed": 0.7,
    "answers_local": 0.35,
    "answers_within_hour": 0.5,
}
_APPROVALS: Final = '\n[approvals]\nfile = "questions.csv"\nuntil = {until}\n'
_MATURITY: Final = '\n[maturity]\nunits = "maturity.csv"\nunit = "%"\n'
_INDICES: Final = '\n[indices]\nfile = "units.csv"\noutcome = "{outcome}"\n'


def approving(firm: Firm) -> Part:
    """Make questions, most of which waited for an approval before they were answered.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("approving")
    place = random.integers(0, len(DESKS), QUESTIONS)
    names = pl.Series([firm.say(name) for name in DESKS])
    hours = _hours(random, np.array(list(DESKS.values()))[place])
    moment = pl.duration(seconds=(pl.all() * 3600).cast(pl.Int64)) + pl.lit(BEGIN)
    table = hours.select(moment.name.keep()).with_columns(desk=names.gather(place))
    return Part(
        text=_APPROVALS.format(until=UNTIL),
        tables={"questions.csv": table.select("desk", *hours.columns)},
        planted=tuple(
            Planted(
                group="approvals",
                fact=f"half are approved within, {firm.say(desk)}",
                value=60 * median,
                key="approvals.half",
                by={"desk": firm.say(desk)},
                unit="minutes",
            )
            for desk, median in DESKS.items()
        ),
    )


def _hours(random: np.random.Generator, median: np.ndarray) -> pl.DataFrame:
    """The hours of each step; null where it was not needed, or had not come by the end."""
    asked = np.sort(random.uniform(0, _SEEN, QUESTIONS))
    sent = asked + random.lognormal(np.log(0.6), 0.5, QUESTIONS)
    approved = sent + median * random.lognormal(0, 0.9, QUESTIONS)
    is_cleared = random.random(QUESTIONS) < _CLEARED
    ready = np.where(is_cleared, sent, approved)
    answered = ready + random.lognormal(np.log(0.4), 0.5, QUESTIONS)
    steps = {
        "asked": asked,
        "sent": np.where(is_cleared, np.inf, sent),
        "approved": np.where(is_cleared, np.inf, approved),
        "answered": answered,
    }
    return pl.DataFrame(steps).with_columns(pl.when(pl.all() < _SEEN).then(pl.all()))


def relating(firm: Firm) -> Part:
    """Make months of social capital, and the change of each part from one year to the next.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("relating")
    months = [dt.date(year, month, 1) for year in _YEARS for month in range(1, 13)]
    season = 5 * np.sin(2 * np.pi * np.arange(12) / 12)
    columns = {
        firm.say(name): (
            np.repeat(levels, 12) + np.tile(season, 2) + random.normal(0, 0.4, 24)
        ).round(2)
        for name, levels in _CAPITAL.items()
    }
    weights = ", ".join(f'"{firm.say(name)}" = {weight}' for name, weight in _WEIGHTS.items())
    text = f'\n[capital]\nmonths = "capital.csv"\nweights = {{ {weights} }}\n'
    return Part(
        text=text,
        tables={"capital.csv": pl.DataFrame({"month": months, **columns})},
        planted=tuple(_change(firm, name) for name in _CAPITAL),
    )


def _change(firm: Firm, name: str) -> Planted:
    before, after = _CAPITAL[name]
    return Planted(
        group="social capital",
        fact=f"what {firm.say(name)} added in {_YEARS[-1]}",
        value=(after - before) * _WEIGHTS[name] / sum(_WEIGHTS.values()),
        key="capital.change",
        by={"year": _YEARS[-1], "part": firm.say(name)},
        unit="points",
    )


def maturing(firm: Firm) -> Part:
    """Make units of which the mature ones were engaged more often and did better anyway.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("maturing")
    mature = random.uniform(10, 90, UNITS)
    engaged = random.random(UNITS) < 1 / (1 + np.exp(-(mature - 50) / 15))
    result = 30 + 0.35 * mature + ENGAGED * engaged + random.normal(0, 3, UNITS)
    table = pl.DataFrame(
        {
            "unit": _units(firm),
            "engaged": [firm.say("yes" if one else "no") for one in engaged],
            "maturity": mature.round(1),
            "result": result.round(2),
        }
    )
    facts = (
        _matured("adjusted", "at equal maturity", "honest"),
        _matured("raw", "as counted carelessly", "flattering"),
    )
    return Part(text=_MATURITY, tables={"maturity.csv": table}, planted=facts)


def _units(firm: Firm) -> list[str]:
    return [f"{firm.say('unit')} {place}" for place in range(1, UNITS + 1)]


def _matured(name: str, said: str, way: Way) -> Planted:
    return Planted(
        group="maturity",
        fact=f"what being engaged adds to a unit, {said}",
        value=ENGAGED,
        key=f"maturity.{name}",
        unit="points",
        way=way,
    )


def indexing(firm: Firm) -> Part:
    """Make counts of units whose rates are known, and an outcome that goes with them.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("indexing")
    level = random.normal(0, 1, UNITS)
    stayed = 70 + 4 * level + random.normal(0, 3, UNITS)
    columns: dict[str, np.ndarray] = {}
    planted, outcome = [], firm.say("stayed")
    for name in INDICES:
        true = np.zeros(UNITS)
        for formula, weight in parts_of(name).values():
            over, _, under = formula.text.partition(" / ")
            odds = np.log(_RATES[over] / (1 - _RATES[over])) + 0.3 * level
            rate = 1 / (1 + np.exp(-odds))
            whole = columns.setdefault(under, random.integers(300, 600, UNITS))
            columns[over] = random.binomial(whole, rate)
            true += weight * rate
        planted.append(_goes_with(name, float(np.corrcoef(true, stayed)[0, 1])))
    table = pl.DataFrame({"unit": _units(firm), **columns, outcome: stayed.round(2)})
    return Part(
        text=_INDICES.format(outcome=outcome), tables={"units.csv": table}, planted=tuple(planted)
    )


def _goes_with(name: str, correlation: float) -> Planted:
    return Planted(
        group="indices",
        fact=f"how far {name} goes with customers who stayed",
        value=correlation,
        key="index.correlation",
        by={"index": name},
        unit="of 1",
    )
