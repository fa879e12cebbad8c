"""What the worker does for listening."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from parvis.hub.listening import trying
from parvis.hub.listening.models import Trial
from parvis.hub.work.handlers import handles

if TYPE_CHECKING:
    from collections.abc import Mapping


@handles("listening.try", lease=dt.timedelta(minutes=2), attempts=2, in_parts=True)
def try_out(told: Mapping[str, Any]) -> None:
    """Try a source."""
    for trial in Trial.objects.filter(pk=told["trial"], done_at=None):
        trying.try_out(trial)


@handles("listening.forget", lease=dt.timedelta(minutes=5), every=dt.timedelta(hours=6))
def forget(told: Mapping[str, Any]) -> None:
    """Take out what was asked for yesterday."""
    trying.forget()
