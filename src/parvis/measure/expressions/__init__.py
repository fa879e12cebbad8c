"""Formulas of KPIs: a small language over named measures, its units checked, and no more power."""

from __future__ import annotations

from parvis.measure.expressions.formula import Formula, parse
from parvis.measure.expressions.units import Unit, unit

__all__ = ["Formula", "Unit", "parse", "unit"]
