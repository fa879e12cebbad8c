"""A view as it is looked at by whoever had it come again: with their rights, as of now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.explore.public import Filters, Scope, beside, of_objective, of_perimeter
from parvis.hub.listening.public import Perimeter
from parvis.hub.organisation.public import rights_of_all

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from parvis.hub.alerts.models.viewed import Viewed
    from parvis.hub.common.rights import Rights

_DAYS = ("since", "until", "before", "version")


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at, and what of it."""

    scope: Scope
    wanted: Filters


def view_of(thing: Viewed, since: dt.date, until: dt.date) -> View:
    """Return a view over some days.

    Raises:
        RefusedError: whoever made it may not see it any more.
    """
    rights = rights_of_all({thing.by_id})[thing.by_id] if thing.by_id else None
    if rights is None or not rights.may(Act.SEE, thing.unit.path):
        raise RefusedError(_("Whoever made it may not see this any more. Make it anew."))
    asked = QueryDict(thing.filters)
    others = beside(rights, asked.getlist("beside"))
    scope = scope_of(thing, rights, others)
    wanted = Filters.read(asked, scope, until, [one.pk for one in others])
    return View(scope, replace(wanted, since=since, until=until, zone=thing.zone))


def scope_of(thing: Viewed, rights: Rights, others: Iterable[Perimeter]) -> Scope:
    """Return the scope of a view."""
    if thing.perimeter is not None:
        return of_perimeter(thing.perimeter, others)
    if thing.objective is not None:
        return of_objective(thing.objective, rights, others)
    raise RefusedError(_("It is of no perimeter and of no objective any more."))


def kept(address: str) -> str:
    """Return the filters of an address without its days.

    >>> kept("since=2026-01-01&tonality=negative&before=x")
    'tonality=negative'
    """
    asked = QueryDict(address[:4_000], mutable=True)
    for name in _DAYS:
        asked.pop(name, None)
    return asked.urlencode()


def paths(things: Iterable[Viewed]) -> dict[int, set[str]]:
    """Return, for each view by its id, the paths of all units that it tells of, in one query.

    What it compares with may be of another unit than its own.
    """
    held = list(things)
    others = {one.pk: _beside(one) for one in held}
    wanted = {key for keys in others.values() for key in keys}
    known = dict(Perimeter.objects.filter(pk__in=wanted).values_list("pk", "unit__path"))
    return {
        one.pk: {one.unit.path, *(known[key] for key in others[one.pk] if key in known)}
        for one in held
    }


def _beside(thing: Viewed) -> list[int]:
    asked = QueryDict(thing.filters).getlist("beside")
    return [int(key) for key in asked if key.isascii() and key.isdigit() and len(key) < 10]
