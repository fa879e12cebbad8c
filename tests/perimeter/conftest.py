"""Compiled loops take seconds the first time: no test of the perimeter has a deadline."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("perimeter", deadline=None)
settings.load_profile("perimeter")
