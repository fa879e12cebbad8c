"""The door of the organisation."""

from __future__ import annotations

from parvis.hub.organisation.doors import Door, door
from parvis.hub.organisation.keys import actor_of
from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import above, people, rights_of, tops, units

__all__ = [
    "Door", "Unit", "above", "actor_of", "door", "people", "rights_of", "tops", "units",
]  # fmt: skip
