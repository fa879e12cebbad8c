from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parvis.hub.audit.public import record

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor


def note(verb: str, by: Actor, thing: Any, **told: Any) -> None:
    """Add a line to the trail of what was done to a thing of a unit."""
    kind = type(thing).__name__.lower()
    record(
        f"alerts.{verb}", by.person, path=thing.unit.path, about=f"{kind}:{thing.pk}",
        name=thing.name, **told,
    )  # fmt: skip
