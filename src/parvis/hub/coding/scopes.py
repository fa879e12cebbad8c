"""Of which mentions a sample speaks, and of which views of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
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


def speaking(scope: Scope, wanted: Filters) -> list[Sample]:
    """Return the samples in use that may speak of a view, the newest first.

    What the view shows is part of what was drawn from, but for its days, and no perimeter of it was
    worded otherwise since. `reached` tells which of its mentions could be drawn.
    """
    keys = wanted.brands or tuple(scope.names)
    now = versions(keys)
    held = Sample.objects.filter(
        settled_at__isnull=False, since__lte=wanted.until, until__gte=wanted.since
    )
    return [
        one
        for one in held.select_related("unit")[:LATEST]
        if all(one.perimeters.get(key) == now.get(key) for key in keys)
        and _is_narrower(wanted, view_of(one, scope))
    ]


def reached(sample: Sample, scope: Scope, found: pl.DataFrame) -> pl.DataFrame:
    """Return those mentions of a view that could be drawn: of its days, and come by then."""
    is_then = view_of(sample, scope).is_then()
    return found.filter(is_then, pl.col("arrival") <= sample.arrival)


def versions(keys: Iterable[str]) -> dict[str, int]:
    """Return the version of each perimeter now, by its key."""
    held = Perimeter.objects.filter(pk__in=[int(key.removeprefix("p")) for key in keys])
    return {one.key: one.version for one in held}


def _is_narrower(wanted: Filters, held: Filters) -> bool:
    """Whether a view shows no more than what was drawn from, whatever the days of both."""
    return (
        all(_is_within(getattr(wanted, name), getattr(held, name)) for name in LISTED)
        and held.once <= wanted.once
        and set(held.words.split()) <= set(wanted.words.split())
    )


def _is_within(shown: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not held or (bool(shown) and set(shown) <= set(held))
