"""What KPIs there are: families of objectives, the measures they count, what a KPI tells of.

Read from tables, and without Polars: a page that names a KPI computes none.
"""

from __future__ import annotations

from parvis.measure.kinds.families import Default, families, measures
from parvis.measure.kinds.levels import level_of, warnings

__all__ = ["Default", "families", "level_of", "measures", "warnings"]
