"""Objectives by their API."""

from __future__ import annotations

from parvis.hub.objectives.endpoints.adapting import endpoints as adapting
from parvis.hub.objectives.endpoints.figures import endpoints as figures
from parvis.hub.objectives.endpoints.kpis import endpoints as kpis
from parvis.hub.objectives.endpoints.objectives import endpoints as objectives
from parvis.hub.objectives.endpoints.whys import endpoints as whys

ROOMS = (objectives, adapting, kpis, figures, whys)
