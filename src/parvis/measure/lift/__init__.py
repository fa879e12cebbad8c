"""Lift: what changed beyond what would have come anyway, told with an interval that holds."""

from __future__ import annotations

from parvis.measure.lift.differences import Difference, differences
from parvis.measure.lift.interrupted import Interrupted, interrupted
from parvis.measure.lift.pilot import Pilot, design

__all__ = ["Difference", "Interrupted", "Pilot", "design", "differences", "interrupted"]
