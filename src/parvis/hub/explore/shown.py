"""A figure as it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from parvis.figures import Figure
    from parvis.present.panels.panel import Panel


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it was found.

    Arguments:
        name: its kind.
        panel: None where nothing was said in what is looked at.
        figures: all that it is made of.
        at: when it was found.
        version: of the lake that it was found in; None where there is no lake.
        is_coming: a worker finds it, and has not yet.
    """

    name: str
    panel: Panel | None
    figures: tuple[Figure, ...]
    at: dt.datetime
    version: int | None = None
    is_coming: bool = False
