"""Listening: the loop of a study over what comes, into the lake, until it is stopped."""

from __future__ import annotations

from parvis.live.loop import Listener
from parvis.live.plan import EXAMPLE, Plan, load, parse

__all__ = ["EXAMPLE", "Listener", "Plan", "load", "parse"]
