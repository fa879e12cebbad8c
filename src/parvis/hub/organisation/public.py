"""The door of the organisation."""

from __future__ import annotations

from parvis.hub.organisation.models import Unit
from parvis.hub.organisation.selectors import above, rights_of, units

__all__ = ["Unit", "above", "rights_of", "units"]
