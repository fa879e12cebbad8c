from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObjectiveActivated:
    """Things may be activated that serve this objective."""

    objective: int


@dataclass(frozen=True, slots=True)
class ObjectiveClosed:
    """Nothing may be activated for this objective any more."""

    objective: int
