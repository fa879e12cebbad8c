"""What the shell of every page knows: where one can go, where one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from parvis.hub.common.acts import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere to go, from every page.

    Arguments:
        at: its position.
        view: name of its address; all addresses that begin with it are in it.
        words: what it is called.
        act: that whoever sees it must be allowed somewhere; None for whoever is signed in.
        icon: name of a symbol of `web/icons.svg`.
        count: of what waits there for somebody; None where nothing ever does.
    """

    at: int
    view: str
    words: str | _StrPromise
    act: Act | None
    icon: str
    count: Callable[[Any], int] | None = None


PLACES: Final[list[Place]] = []


def place(place: Place) -> None:
    """Add a place; a room does so in its `apps.ready`."""
    if place not in PLACES:
        PLACES.append(place)
        PLACES.sort(key=lambda one: one.at)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the shell of a page shows."""
    rights = getattr(request, "rights", None)
    if rights is None or not request.user.is_authenticated:
        return {"places": []}
    shown = [one for one in PLACES if one.act is None or rights.anywhere(one.act)]
    addresses = [(one, reverse(one.view)) for one in shown]
    here = max(
        (address for _one, address in addresses if _is_in(request.path, address)),
        key=len,
        default="",
    )
    counts = {one.view: one.count(request.user) for one in shown if one.count is not None}
    places = [
        (one, address, address == here, counts.get(one.view, 0)) for one, address in addresses
    ]  # fmt: skip
    return {"places": places, "waiting": sum(counts.values())}


def _is_in(path: str, address: str) -> bool:
    """Whether a page is in a place; nothing but itself is in the first page."""
    return path == address if address == "/" else path.startswith(address)
