"""What people coded puts figures right: rooms above add it, which this floor does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.figures import Figure
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope


@dataclass(frozen=True, slots=True)
class Reweighed:
    """Figures as people put them right.

    Arguments:
        figures: all of the panel.
        words: what put them right, in a sentence or two.
    """

    figures: tuple[Figure, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reweighing:
    """Puts figures right.

    Arguments:
        stamp: changes as soon as it says something else.
        put: takes a view, the name of a kind and its figures; gives None where it has nothing to
            say of them.
    """

    stamp: Callable[[], str]
    put: Callable[[Scope, Filters, str, tuple[Figure, ...]], Reweighed | None]


KNOWN: Final[list[Reweighing]] = []


def reweigh(one: Reweighing) -> None:
    """Have something put figures right; a room does so in its `apps.ready`."""
    if one not in KNOWN:
        KNOWN.append(one)


def stamps() -> str:
    """Return what changes as soon as anything puts figures right otherwise."""
    return ",".join(one.stamp() for one in KNOWN)


def reweighed(scope: Scope, wanted: Filters, name: str, figures: tuple[Figure, ...]) -> Reweighed:
    """Return figures of a view, put right by whatever speaks of them."""
    held = Reweighed(figures)
    for one in KNOWN:
        found = one.put(scope, wanted, name, held.figures)
        if found is not None:
            held = Reweighed(found.figures, f"{held.words} {found.words}".strip())
    return held
