"""The door of exploring: what mentions are, in words."""

from __future__ import annotations

from parvis.hub.explore.words import language, named

__all__ = ["language", "named"]
