"""Values, units and levels of KPIs in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from parvis.hub.objectives.figures import DASH, places_of, range_of, unit_of, value_of
from parvis.hub.objectives.words import LEVELS, source_of

if TYPE_CHECKING:
    from parvis.hub.objectives.models import Kpi, Reading

register = template.Library()
register.filter("unit", unit_of)
register.filter("source", source_of)


@register.filter
def level(name: str) -> str:
    """What a KPI tells of, in a word."""
    return str(LEVELS.get(name, name))


@register.filter
def in_unit(value: float, unit: str) -> str:
    """A value in its unit."""
    return value_of(value, unit)


@register.simple_tag
def reading_value(read: Reading, kpi: Kpi) -> str:
    """The value of a reading, rounded to what its interval allows."""
    if read.value is None:
        return DASH
    return value_of(read.value, kpi.measured_in, places=places_of(read.low, read.high))


@register.simple_tag
def reading_range(read: Reading, kpi: Kpi) -> str:
    """The interval of a reading; a dash where there is none."""
    if read.low is None or read.high is None:
        return DASH
    return range_of(read.low, read.high, kpi.measured_in)
