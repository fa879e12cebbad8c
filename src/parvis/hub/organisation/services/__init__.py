"""What is done to the organisation: each act one function, its permission, line and fact inside."""

from __future__ import annotations

from parvis.hub.organisation.services.invitations import (
    accept,
    accept_signed_in,
    invite,
    invite_first_owner,
    opened,
    withdraw,
)
from parvis.hub.organisation.services.roles import (
    follow_groups,
    give,
    map_group,
    take_back,
    unmap_group,
)
from parvis.hub.organisation.services.units import add_unit, change_unit, found, move_unit

__all__ = [
    "accept",
    "accept_signed_in",
    "add_unit",
    "change_unit",
    "follow_groups",
    "found",
    "give",
    "invite",
    "invite_first_owner",
    "map_group",
    "move_unit",
    "opened",
    "take_back",
    "unmap_group",
    "withdraw",
]
