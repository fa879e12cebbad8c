"""The door of the organisation."""

from __future__ import annotations

from parvis.hub.organisation.doors import Door, door
from parvis.hub.organisation.importing.addresses import addresses
from parvis.hub.organisation.importing.flow import Import
from parvis.hub.organisation.importing.heaps import Plan
from parvis.hub.organisation.importing.reading import Sheet, cells_of
from parvis.hub.organisation.keys import actor_of
from parvis.hub.organisation.models import Unit, Upload
from parvis.hub.organisation.selectors import (
    above,
    holds,
    people,
    rights_of,
    rights_of_all,
    tops,
    units,
)

__all__ = [
    "Door",
    "Import",
    "Plan",
    "Sheet",
    "Unit",
    "Upload",
    "above",
    "actor_of",
    "addresses",
    "cells_of",
    "door",
    "holds",
    "people",
    "rights_of",
    "rights_of_all",
    "tops",
    "units",
]
