"""Of which mentions a sample speaks, and of which views of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import QueryDict

from parvis.hub.coding.models import Sample
from parvis.hub.explore.public import Filters, of_objective, of_perimeter
from parvis.hub.listening.public import Perimeter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.public import Scope

LISTED = ("medium", "tonality", "interaction", "language")
LATEST = 100


def scope_of(sample: Sample, rights: Rights) -> Scope:
    """Return what a sample was drawn from, as far as somebody may see it."""
    thing = sample.thing
    scope = of_perimeter(thing) if isinstance(thing, Perimeter) else of_objective(thing, rights)
    kept = {key: name for key, name in scope.names.items() if key in sample.perimeters}
    return replace(scope, names=kept)


def view_of(sample: Sample, scope: Scope) -> Filters:
    """Return the view that a sample was drawn from."""
    held = Filters.read(QueryDict(sample.address), scope, sample.until)
    return replace(held, zone=sample.zone, since=sample.since, until=sample.until, faults=())


def covering(scope: Scope, wanted: Filters) -> list[Sample]:
    """Return the samples in use that speak of all of a view, the newest first.

    A view is covered if what it shows is part of what was drawn from, and no perimeter of it was
    worded otherwise since.
    """
    keys = wanted.brands or tuple(scope.names)
    now = versions(keys)
    held = Sample.objects.filter(settled_at__isnull=False).select_related("unit")[:LATEST]
    return [
        one
        for one in held
        if all(one.perimeters.get(key) == now.get(key) for key in keys)
        and _holds(one, scope, wanted)
    ]


def versions(keys: Iterable[str]) -> dict[str, int]:
    """Return the version of each perimeter now, by its key."""
    held = Perimeter.objects.filter(pk__in=[int(key.removeprefix("p")) for key in keys])
    return {one.key: one.version for one in held}


def _holds(sample: Sample, scope: Scope, wanted: Filters) -> bool:
    """Whether a view is as narrow as what was drawn from, or narrower."""
    held = view_of(sample, scope)
    spare = dt.timedelta(days=held.zone != wanted.zone)  # days begin elsewhere in another zone
    narrower = [_is_within(getattr(wanted, name), getattr(held, name)) for name in LISTED]
    return (
        held.since + spare <= wanted.since
        and wanted.until <= held.until - spare
        and all(narrower)
        and held.once <= wanted.once
        and set(held.words.split()) <= set(wanted.words.split())
    )


def _is_within(shown: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not held or (bool(shown) and set(shown) <= set(held))
