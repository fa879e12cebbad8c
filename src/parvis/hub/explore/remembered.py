"""What was found in a version of the lake, remembered for a while."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, TypeVar

from django.core.cache import caches

from parvis.hub.explore import tagging
from parvis.hub.explore.correcting import stamp
from parvis.hub.explore.frames import count, lost, settled
from parvis.hub.explore.reweighing import stamps

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope

REMEMBERED: Final = 600
"""Seconds for which what was found in a version of the lake is at hand."""
_TURNS: Final = BoundedSemaphore(os.cpu_count() or 1)
"""More at once would hold more in memory, and none would come sooner."""
T = TypeVar("T")


def key_of(scope: Scope, wanted: Filters) -> str:
    """Return by what it is remembered, until people say otherwise or somebody is erased.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at, and in which version.
    """
    asked = f"{wanted.address}&{wanted.zone}@{wanted.version}-{lost(wanted.version)}"
    tagged = tagging.stamp(scope) if wanted.tags else ""
    told = f"{scope.key}?{asked}&{stamp(scope)}&{tagged}&{stamps()}"
    return hashlib.sha256(told.encode()).hexdigest()


def remembered(key: str, find: Callable[[], T]) -> T:
    """Return what is remembered by a key, or find it: as many at once as there are processors.

    Arguments:
        key: of a figure, a page or a count.
        find: finds it, and asks for nothing that is remembered.
    """
    held = caches["figures"]
    known: T | None = held.get(key)
    if known is None:
        with _TURNS:  # whoever had the turn before may have found it
            known = held.get(key)
            if known is None:
                known = find()
                held.set(key, known, REMEMBERED)
    return known


def how_many(scope: Scope, wanted: Filters) -> int:
    """Return how many mentions are looked at, counted once in a version of the lake."""
    at = settled(wanted)
    return remembered(f"{key_of(scope, at)}#count", partial(count, scope, at))
