"""The door of alerts."""

from __future__ import annotations

from parvis.hub.alerts.selectors import notices, unread

__all__ = ["notices", "unread"]
