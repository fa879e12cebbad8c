"""The figures of the report, in chapters, in the order they are told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final

from parvis.present.panels import (
    answers,
    audience,
    bursts,
    copies,
    crossing,
    delays,
    demand,
    hubs,
    interests,
    macros,
    matrix,
    network,
    parts,
    places,
    positions,
    presence,
    tone,
    vocabulary,
    voice,
    volume,
    welcome,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Panel

CHAPTERS: Final[dict[str, tuple[Callable[[Desk], Panel], ...]]] = {
    "volume": (volume.panel, bursts.panel, voice.panel, positions.panel),
    "tone": (tone.panel, matrix.panel, crossing.panel),
    "words": (vocabulary.panel, demand.panel),
    "people": (hubs.panel, network.panel),
    "places": (
        partial(parts.panel, column="language"),
        partial(parts.panel, column="medium"),
        places.sites,
        places.stated,
    ),
    "audience": (audience.panel, interests.panel),
    "care": (answers.panel, delays.panel, macros.panel),
    "plan": (presence.panel, welcome.panel),
    "copies": (copies.panel,),
}
"""Name and figures of each chapter; its title is in the words, under `chapter`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Figures that answer one question, with their numbers in the report."""

    title: str
    panels: tuple[tuple[int, Panel], ...]


def chapters(desk: Desk) -> tuple[Chapter, ...]:
    """Return every figure of the report; one that cannot be known says why."""
    places = count(1)

    def numbered(panels: tuple[Callable[[Desk], Panel], ...]) -> Iterator[tuple[int, Panel]]:
        return ((next(places), panel(desk)) for panel in panels)

    return tuple(
        Chapter(title=desk.words(f"chapter.{name}"), panels=tuple(numbered(panels)))
        for name, panels in CHAPTERS.items()
    )
