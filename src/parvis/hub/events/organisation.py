from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitMade:
    """There is a new unit."""

    unit: int
    path: str


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """A person may do other things than before."""

    person: int
