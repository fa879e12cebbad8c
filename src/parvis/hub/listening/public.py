"""The door of listening: what is to be listened to, and how it does."""

from __future__ import annotations

from parvis.hub.listening.models import Ear, Perimeter, Source
from parvis.hub.listening.planning import Task, task, version
from parvis.hub.listening.selectors import Whole, perimeters_of, visible, whole
from parvis.hub.listening.services import add_perimeter, change_perimeter
from parvis.hub.listening.telling import Teller, ear, faults

__all__ = [
    "Ear",
    "Perimeter",
    "Source",
    "Task",
    "Teller",
    "Whole",
    "add_perimeter",
    "change_perimeter",
    "ear",
    "faults",
    "perimeters_of",
    "task",
    "version",
    "visible",
    "whole",
]
