"""Bursts of talk, told apart from changes in what is collected.

`by_hour` reduces mentions of any engine to a small table; `find` looks in it for bursts, for
changes of collection and for what is usual each day; `portraits` says what each burst was.
`alarms` tells what would have been known at the time; two common rules stand beside it.
"""

from __future__ import annotations

from parvis.analyse.bursts.alarms import alarms
from parvis.analyse.bursts.baselines import (
    alarms_apart,
    hour_against_twelve,
    sounded,
    z_score,
)
from parvis.analyse.bursts.finding import LEVELS, find
from parvis.analyse.bursts.findings import Findings
from parvis.analyse.bursts.portrait import portraits
from parvis.analyse.bursts.surprise import bounds
from parvis.analyse.bursts.timeline import Timeline, by_hour, timeline
from parvis.analyse.bursts.watch import HOURS, ONCE_IN, Body, watch

__all__ = [
    "HOURS",
    "LEVELS",
    "ONCE_IN",
    "Body",
    "Findings",
    "Timeline",
    "alarms",
    "alarms_apart",
    "bounds",
    "by_hour",
    "find",
    "hour_against_twelve",
    "portraits",
    "sounded",
    "timeline",
    "watch",
    "z_score",
]
