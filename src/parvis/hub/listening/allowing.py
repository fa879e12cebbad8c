"""Who may give a source which settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parvis.hub.common.acts import Act
from parvis.hub.common.reach import require
from parvis.hub.listening.checking import needs_owner, settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit

    Settings = str | Mapping[str, Any]


def allowed(by: Actor, unit: Unit, kind: str, settings: Settings) -> dict[str, Any]:
    """Return the settings of a source, where its connector takes them and `by` may give them.

    Raises:
        ForbiddenError, RefusedError: as `add_source`.
    """
    require(by.rights, Act.LISTEN, unit.path)
    said = settings_of(kind, settings)
    if needs_owner(kind, said):
        require_owner(by, unit)
    return said


def require_owner(by: Actor, unit: Unit) -> None:
    """Refuse what touches the machine of the hub to whoever does not own the organisation."""
    require(by.rights, Act.OWN, top_of(unit))


def top_of(unit: Unit) -> str:
    """Return the path of the organisation that a unit is of."""
    return "/" + unit.path.split("/")[1] + "/"
