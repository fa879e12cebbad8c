"""Objectives and KPIs; what is counted and what they read."""

from __future__ import annotations

from parvis.hub.objectives.models.figures import Entry, Grade, Measure, Reading
from parvis.hub.objectives.models.goals import Kpi, Objective

__all__ = ["Entry", "Grade", "Kpi", "Measure", "Objective", "Reading"]
