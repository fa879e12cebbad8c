"""What is done to objectives: each act one function, its permission, line and fact inside."""

from __future__ import annotations

from parvis.hub.objectives.services.adapting import adapt, decline, propose, take
from parvis.hub.objectives.services.entries import (
    Figure,
    add_measure,
    enter,
    remove_entry,
    remove_measure,
)
from parvis.hub.objectives.services.kpis import (
    add_kpi,
    change_kpi,
    pick,
    remove_kpi,
    set_targets,
)
from parvis.hub.objectives.services.objectives import (
    activate,
    change,
    close,
    state_objective,
)

__all__ = [
    "Figure",
    "activate",
    "adapt",
    "add_kpi",
    "add_measure",
    "change",
    "change_kpi",
    "close",
    "decline",
    "enter",
    "pick",
    "propose",
    "remove_entry",
    "remove_kpi",
    "remove_measure",
    "set_targets",
    "state_objective",
    "take",
]
