"""Figures of very many mentions, found by the worker."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
from django.utils import timezone, translation

from parvis.hub.explore.counting import keep
from parvis.hub.explore.filters import Filters
from parvis.hub.explore.frames import lost, settled
from parvis.hub.explore.panels import find
from parvis.hub.explore.scopes import Scope
from parvis.hub.work.handlers import handles

if TYPE_CHECKING:
    from collections.abc import Mapping


@handles("explore.count", lease=dt.timedelta(minutes=10), attempts=2, in_parts=True)
def count(told: Mapping[str, Any]) -> None:
    """Find a figure and keep it."""
    scope = msgspec.convert(told["scope"], Scope)
    wanted = msgspec.convert(told["wanted"], Filters)
    with translation.override(told["language"]), timezone.override(wanted.zone):
        at = settled(wanted)
        gone = lost(at.version)  # before it is found: who goes meanwhile is not in what is shown
        keep(told, replace(find(scope, at, told["name"]), version=at.version), gone)
