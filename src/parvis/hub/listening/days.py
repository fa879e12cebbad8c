"""What a source gave each day, beside what was to be expected of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

if TYPE_CHECKING:
    from parvis.hub.listening.models import Source

DAYS: Final = 14
FRESH: Final = 300
"""Seconds for which it is shown as it was counted."""


def days_of(source: Source) -> list[dict[str, Any]]:
    """Return a row for each of the last days, the newest first: what came, and what should have.

    A day is short where less came than chance explains, as `parvis.analyse.arrivals` has it.
    """
    key = f"days:{source.key}:{timezone.get_current_timezone_name()}"
    found: list[dict[str, Any]] | None = caches["figures"].get_or_set(
        key, partial(_counted, source), FRESH
    )
    return found or []


def _counted(source: Source) -> list[dict[str, Any]]:
    from parvis.live.covering import LETTERS, of_lake
    from parvis.store import is_lake, open_lake

    if not is_lake(settings.LAKE):
        return []
    told = of_lake(
        open_lake(settings.LAKE),
        settings.LAKE / "listening" / LETTERS,
        days=DAYS,
        now=timezone.now(),
        timezone=timezone.get_current_timezone_name(),
        via=source.key,
    )
    rows = told.filter(via=source.key).sort("day", descending=True).iter_rows(named=True)
    return [
        row | {"is_short": row["low"] is not None and row["received"] < row["low"]} for row in rows
    ]
