"""What the worker does for listening."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from parvis.hub.listening import reckoning, trying
from parvis.hub.listening.importing import services as importing
from parvis.hub.listening.importing.settling import settle as settle_file
from parvis.hub.listening.models import Source, Trial
from parvis.hub.work.handlers import handles

if TYPE_CHECKING:
    from collections.abc import Mapping


@handles("listening.try", lease=dt.timedelta(minutes=2), attempts=2, in_parts=True)
def try_out(told: Mapping[str, Any]) -> None:
    """Try a source."""
    for trial in Trial.objects.filter(pk=told["trial"], done_at=None):
        trying.try_out(trial)


@handles("listening.look", lease=dt.timedelta(minutes=15), attempts=2, in_parts=True)
def look(told: Mapping[str, Any]) -> None:
    """Read a file that was given, so as to show what is in it."""
    importing.seen(told["file"], told["turn"])


@handles("listening.settle", lease=dt.timedelta(minutes=5), in_parts=True)
def settle(told: Mapping[str, Any]) -> None:
    """Count what became of a file that is taken into the lake."""
    settle_file(told["file"])


@handles("listening.reckon", lease=dt.timedelta(minutes=5), attempts=2, in_parts=True)
def reckon(told: Mapping[str, Any]) -> None:
    """Count what a source gave, and learn what is to be expected of it."""
    for source in Source.objects.select_related("doing").filter(pk=told["source"]):
        reckoning.keep(source, told["zone"])


@handles("listening.forget", lease=dt.timedelta(minutes=5), every=dt.timedelta(hours=6))
def forget(told: Mapping[str, Any]) -> None:
    """Take out what was asked for yesterday."""
    trying.forget()
    importing.forget()
