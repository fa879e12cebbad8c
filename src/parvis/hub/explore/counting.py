"""Figures that take longer than somebody waits: a worker finds them, and then they are shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from django.core.cache import caches
from django.utils import timezone

from parvis.hub.explore.frames import lost
from parvis.hub.explore.words import language
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.explore.shown import Shown

LARGE: Final = 150_000
"""Mentions from which on they are found by the worker."""
FRESH: Final = dt.timedelta(minutes=15)
KEPT: Final = dt.timedelta(days=1)


class Kept(NamedTuple):
    """A figure, and how many mentions its version of the lake had lost when it was found."""

    shown: Shown
    lost: int


def later(scope: Scope, wanted: Filters, name: str) -> Shown | None:
    """Return a figure as the worker found it last, and have it found anew where that is long ago.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        name: of the figure.

    Returns: None where it was never found; it comes.
    """
    told: dict[str, Any] = {
        "scope": msgspec.to_builtins(scope),
        "wanted": msgspec.to_builtins(replace(wanted, faults=(), version=None)),
        "name": name,
        "language": language(),
    }
    key, now = _key(told), timezone.now()
    kept: Kept | None = caches["kept"].get(key)
    if kept is not None and lost(kept.shown.version) != kept.lost:
        kept = None
    is_due = kept is None or now - kept.shown.at > FRESH
    turn = f"{key}@{_turn(now)}"
    if is_due and caches["figures"].add(turn, value=True, timeout=FRESH.total_seconds()):
        queue("explore.count", key=turn, **told)
    return kept.shown if kept else None


def keep(told: Mapping[str, Any], shown: Shown, gone: int) -> None:
    """Keep a figure that the worker found, for as long as a day, or until somebody is erased.

    Arguments:
        told: what the worker was told.
        shown: the figure.
        gone: mentions that its version of the lake had lost when it was found.
    """
    caches["kept"].set(_key(told), Kept(shown, gone), KEPT.total_seconds())


def _turn(now: dt.datetime) -> int:
    """Once in so long is it found, however many ask."""
    return int(now.timestamp() // FRESH.total_seconds())


def _key(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:40]
