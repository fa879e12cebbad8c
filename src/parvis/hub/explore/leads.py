"""Where a view leads on: rooms above add what can be made of it, which this floor does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from parvis.hub.common.acts import Act
    from parvis.hub.common.rights import Rights
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What can be made of a view in another room.

    Arguments:
        view: name of its addresses, without `_perimeter` or `_objective`: they take the id of that,
            and the filters of the view.
        words: what it is called.
        act: that is to be allowed at the unit of the scope.
    """

    view: str
    words: str | _StrPromise
    act: Act


LEADS: Final[list[Lead]] = []


def lead(one: Lead) -> None:
    """Add what can be made of a view; a room does so in its `apps.ready`."""
    if one not in LEADS:
        LEADS.append(one)


def leads(rights: Rights, scope: Scope, wanted: Filters) -> list[tuple[Lead, str]]:
    """Return what somebody may make of a view, each with its address."""
    return [
        (one, f"{reverse(f'{one.view}_{scope.kind}', args=[scope.pk])}?{wanted.address}")
        for one in LEADS
        if rights.may(one.act, scope.path)
    ]
