"""Listening by its API."""

from __future__ import annotations

from parvis.hub.listening.endpoints.files import endpoints as files
from parvis.hub.listening.endpoints.perimeters import endpoints as perimeters
from parvis.hub.listening.endpoints.sources import endpoints as sources
from parvis.hub.listening.endpoints.trials import endpoints as trials

ROOMS = (perimeters, sources, trials, files)
