"""Where one can go from a unit: rooms add their pages of a unit, which this floor does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from parvis.hub.common.acts import Act
    from parvis.hub.common.rights import Rights
    from parvis.hub.organisation.models import Unit


def _nothing(unit: Unit) -> str:
    """Of nothing."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A page of a unit in another room.

    Arguments:
        view: name of its address, which takes the id of the unit.
        words: what it is called.
        act: that whoever sees it must be allowed there.
        warns: of what is wrong behind it, in a word or two; empty where nothing is.
    """

    view: str
    words: str | _StrPromise
    act: Act
    warns: Callable[[Unit], str] = _nothing


DOORS: Final[list[Door]] = []


def door(one: Door) -> None:
    """Add a page of units; a room does so in its `apps.ready`."""
    if one not in DOORS:
        DOORS.append(one)


def doors(rights: Rights, unit: Unit) -> list[tuple[Door, str]]:
    """Return where somebody may go from a unit, and what is wrong there."""
    return [(one, one.warns(unit)) for one in DOORS if rights.may(one.act, unit.path)]
