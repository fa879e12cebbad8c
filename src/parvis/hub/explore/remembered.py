"""What was found in a version of the lake, remembered for a while."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final

from django.core.cache import caches

from parvis.hub.explore.correcting import stamp
from parvis.hub.explore.frames import count, lost, settled
from parvis.hub.explore.reweighing import stamps

if TYPE_CHECKING:
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope

REMEMBERED: Final = 600
"""Seconds for which what was found in a version of the lake is at hand."""


def key_of(scope: Scope, wanted: Filters) -> str:
    """Return by what it is remembered, until people say otherwise or somebody is erased.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at, and in which version.
    """
    asked = f"{wanted.address}&{wanted.zone}@{wanted.version}-{lost(wanted.version)}"
    told = f"{scope.key}?{asked}&{stamp(scope)}&{stamps()}"
    return hashlib.sha256(told.encode()).hexdigest()


def how_many(scope: Scope, wanted: Filters) -> int:
    """Return how many mentions are looked at, counted once in a version of the lake."""
    at = settled(wanted)
    key, held = f"{key_of(scope, at)}#count", caches["figures"]
    return held.get_or_set(key, partial(count, scope, at), REMEMBERED) or 0
