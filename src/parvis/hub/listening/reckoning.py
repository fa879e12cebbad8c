"""What a source gave each day and what is to be expected of it: at once, or by the worker."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import caches
from django.db.models import Sum
from django.utils import timezone

from parvis.hub.listening.days import days_of
from parvis.hub.listening.expecting import expected
from parvis.hub.listening.models import Doing
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from parvis.hub.listening.expecting import Expected
    from parvis.hub.listening.models import Source

LARGE: Final = 150_000
"""Mentions of all sources from which on the worker counts them: a million take two seconds."""
FRESH: Final = dt.timedelta(minutes=5)
KEPT: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What is known of a source, as of a moment.

    Arguments:
        days: as `days_of` has them.
        law: as `expected` has it.
        at: when it was counted.
    """

    days: list[dict[str, Any]]
    law: Expected | None
    at: dt.datetime


def reckoned(source: Source) -> Reckoned | None:
    """Return what is known of a source; None while the worker counts it for the first time."""
    if not _is_large():
        return _reckon(source)
    zone = timezone.get_current_timezone_name()
    found: Reckoned | None = caches["kept"].get(_key(source, zone))
    now = timezone.now()
    if found is None or now - found.at > FRESH:
        turn = f"{_key(source, zone)}@{int(now.timestamp() // FRESH.total_seconds())}"
        queue("listening.reckon", key=turn, source=source.pk, zone=zone)
    return found


def keep(source: Source, zone: str) -> None:
    """Count and keep it, for the worker."""
    with timezone.override(zone):
        told = _reckon(source)
    caches["kept"].set(_key(source, zone), told, KEPT.total_seconds())


def _reckon(source: Source) -> Reckoned:
    return Reckoned(days_of(source), expected(source), timezone.now())


def _is_large() -> bool:
    return (Doing.objects.aggregate(held=Sum("new"))["held"] or 0) >= LARGE


def _key(source: Source, zone: str) -> str:
    return f"source:{source.key}:{zone}"
