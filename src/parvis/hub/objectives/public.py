"""The door of objectives: the gate, what is traced to an objective, how objectives stand."""

from __future__ import annotations

from parvis.hub.objectives.catalogue import name_of
from parvis.hub.objectives.figures import places_of, range_of, value_of
from parvis.hub.objectives.models import Kpi, Objective, Reading
from parvis.hub.objectives.rules import gate
from parvis.hub.objectives.selectors import at_a_glance, board, choosable, drafts, leaderless
from parvis.hub.objectives.traces import Coverage, Traced, coverage, trace

__all__ = [
    "Coverage",
    "Kpi",
    "Objective",
    "Reading",
    "Traced",
    "at_a_glance",
    "board",
    "choosable",
    "coverage",
    "drafts",
    "gate",
    "leaderless",
    "name_of",
    "places_of",
    "range_of",
    "trace",
    "value_of",
]
