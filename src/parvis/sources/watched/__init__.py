"""Files and folders that are watched: exports, survey and form answers, call notes."""

from __future__ import annotations

from parvis.sources.watched.connector import CONNECTOR

__all__ = ["CONNECTOR"]
