"""Objectives and KPIs: what each family measures, what a KPI tells of, how far it has come."""

from __future__ import annotations

from parvis.measure.kinds import Default, families, level_of, measures, warnings
from parvis.measure.objectives.capital import Part, decompose
from parvis.measure.objectives.counter import Counter, counter, turn
from parvis.measure.objectives.index import INDICES, Index, correlation, index
from parvis.measure.objectives.progress import Goal, Progress, progress

__all__ = [
    "INDICES",
    "Counter",
    "Default",
    "Goal",
    "Index",
    "Part",
    "Progress",
    "correlation",
    "counter",
    "decompose",
    "families",
    "index",
    "level_of",
    "measures",
    "progress",
    "turn",
    "warnings",
]
