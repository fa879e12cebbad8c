"""The door of coding: what waits for somebody's codes."""

from __future__ import annotations

from parvis.hub.coding.selectors import Progress, to_code

__all__ = ["Progress", "to_code"]
