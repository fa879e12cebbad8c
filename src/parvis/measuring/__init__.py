"""What came of it: from a measure file and its tables to figures and a report."""

from __future__ import annotations

from parvis.measuring.found import Measured
from parvis.measuring.loop import run
from parvis.measuring.plan import Plan, load, parse

__all__ = ["Measured", "Plan", "load", "parse", "run"]
