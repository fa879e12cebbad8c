"""What a lake needs from time to time while it is listened into: tidied, and its time kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from parvis.live.counting import VIA
from parvis.live.remarking import Remarker

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.live.plan import Plan
    from parvis.live.states import States
    from parvis.store import Lake, Writer

EVERY: Final = 1800.0
"""Seconds between two times."""


def tidy(lake: Lake, plan: Plan, today: dt.date) -> None:
    """Compact the lake, and take out what is past its time; nobody may be writing.

    Arguments:
        lake: of the listener.
        plan: which says how many days mentions of a source, or of a platform, are kept.
        today: from which they are counted.
    """
    own = {heard.name: heard.settings.days for heard in plan.heard if heard.settings.days}
    for source, days in plan.retention.items():
        lake.retain(source, today - dt.timedelta(days=days), but={VIA: own})
    for name, days in own.items():
        lake.retain(name, today - dt.timedelta(days=days), by=VIA)
    lake.compact()


def mark_anew(lake: Lake, writer: Writer, plan: Plan, states: States, folder: Path) -> None:
    """Apply what was edited of the perimeter to what the lake holds.

    Arguments:
        lake: of the listener.
        writer: of that lake.
        plan: with the perimeters as they are now.
        states: told how far it is.
        folder: in which it is kept what was applied.
    """
    remarker = Remarker(folder)
    for perimeter in plan.perimeters:
        if remarker.is_due(perimeter):
            remarker.apply(perimeter, lake, writer, states.is_marking)
    states.doing = None
