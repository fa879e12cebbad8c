"""The figures of the report, in the order they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.present.panels import answers, copies, hubs, matrix, parts, tone, voice, volume

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.panels.panel import Panel


def panels(desk: Desk) -> tuple[Panel, ...]:
    """Return every figure of the report; one that cannot be known says why."""
    return (
        volume.panel(desk),
        voice.panel(desk),
        tone.panel(desk),
        answers.panel(desk),
        matrix.panel(desk),
        copies.panel(desk),
        hubs.panel(desk),
        parts.panel(desk, "language"),
        parts.panel(desk, "medium"),
    )
