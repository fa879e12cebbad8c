"""Who took part in what, and the goals they reached because of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.simulate.company.part import CURRENCY, Part, Planted

if TYPE_CHECKING:
    from parvis.simulate.company.part import Firm

BEGIN: Final = dt.datetime(2027, 1, 4, tzinfo=dt.UTC)
DAYS: Final = 240
_AFTER: Final = 30  # days in which a goal follows
_BEFORE: Final = 0.05  # of the people, who had reached a goal before they took part
_ELSEWHERE: Final = 400  # people who reached a goal and took part in nothing
_WORTH: Final = (1_500, 6_500)  # cents of a goal, the least and the most


@dataclass(frozen=True, slots=True)
class _Action:
    """What people take part in: how many do, how often a goal follows, the hours it takes."""

    name: str
    people: int
    chance: float
    hours: float


_ACTIONS: Final = (
    _Action("help_videos", 2400, 0.10, 220.0),
    _Action("evenings", 700, 0.35, 310.0),
    _Action("quiz", 5200, 0.02, 90.0),
    _Action("posts", 9000, 0.012, 420.0),
)
_TEXT: Final = """
[engagement]
engaged = "engaged.csv"
events = "events.csv"
hours = "hours.csv"
"""


def engagement(firm: Firm) -> Part:
    """Make people who took part, the goals they reached, and the hours logged.

    Each takes part in one action. Some reached a goal before, others without taking part: none of
    that is owed to an action.

    Arguments:
        firm: who is simulated.
    """
    random = firm.lot("engagement")
    place = np.repeat(np.arange(len(_ACTIONS)), [one.people for one in _ACTIONS])
    at = random.random(len(place)) * DAYS
    chance = np.array([one.chance for one in _ACTIONS])[place]
    is_reached = random.random(len(place)) < chance
    is_early = random.random(len(place)) < _BEFORE
    names = pl.Series([firm.say(one.name) for one in _ACTIONS])
    person = np.arange(len(place))
    engaged = _dated("m", person, at).with_columns(action=names.gather(place)).sort("at")
    events = pl.concat(
        [
            _dated("m", person[is_reached], (at + random.random(len(at)) * _AFTER)[is_reached]),
            _dated("m", person[is_early], (at * random.random(len(at)) - 1)[is_early]),
            _dated("v", np.arange(_ELSEWHERE), random.random(_ELSEWHERE) * DAYS),
        ]
    )
    amounts = random.integers(*_WORTH, events.height, endpoint=True) / 100
    return Part(
        text=_TEXT,
        tables={
            "engaged.csv": engaged,
            "events.csv": events.with_columns(amount=pl.Series(amounts)).sort("at"),
            "hours.csv": _hours(firm, random),
        },
        planted=tuple(_fact(firm, one) for one in _ACTIONS),
    )


def _dated(letter: str, person: np.ndarray, days: np.ndarray) -> pl.DataFrame:
    """People by name, and when, to the second."""
    seconds = pl.Series((days * 86_400).astype(np.int64)).cast(pl.Int64)
    at = pl.lit(BEGIN) + pl.duration(seconds=pl.col("seconds"))
    frame = pl.DataFrame({"person": person, "seconds": seconds})
    return frame.select(pl.format(f"{letter}{{}}", "person").alias("person"), at=at)


def _hours(firm: Firm, random: np.random.Generator) -> pl.DataFrame:
    """The time sheet: tenths of hours, week by week."""
    rows = []
    for one in _ACTIONS:
        tenths = random.multinomial(round(10 * one.hours), np.full(34, 1 / 34))
        days = [BEGIN.date() + dt.timedelta(weeks=week) for week in range(len(tenths))]
        rows.append(pl.DataFrame({"date": days, "hours": tenths / 10}))
    named = zip(_ACTIONS, rows, strict=True)
    return pl.concat(
        [table.with_columns(action=pl.lit(firm.say(one.name))) for one, table in named]
    )


def _fact(firm: Firm, one: _Action) -> Planted:
    """What people bring for each hour, on average over all that might have come."""
    name = firm.say(one.name)
    return Planted(
        group="engagement",
        fact=f"value an hour of {name}",
        value=one.people * one.chance * sum(_WORTH) / 2 / 100 / one.hours,
        key="roe",
        by={"action": name},
        unit=f"{CURRENCY}/hour",
    )
