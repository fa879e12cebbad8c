"""A figure as the API tells it: it carries its unit, how it was come by, and its interval."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

Grade = Literal["measured", "estimated", "judged"]


class Interval(Schema):
    """Where a figure lies in `level` of the cases."""

    low: float
    high: float
    level: float = 0.95


class Figure(Schema):
    """A figure. `value` is null where it is not known, which is not zero."""

    value: float | None = Field(description="In `unit`")
    unit: str = Field(description="As %, EUR, questions, mentions/hour; 1 for a ratio")
    grade: Grade = Field(
        "measured", alias="class", description="How it was come by, from the surest on"
    )
    interval: Interval | None = Field(None, description="null where there is none")
    judged_by: str = Field("", description="Who judged, where it was judged")


def counted(value: float | None, unit: str) -> dict[str, Any]:
    """Return what was counted, of which nothing is estimated, as a `Figure` is told."""
    return {"value": value, "unit": unit, "class": "measured"}
