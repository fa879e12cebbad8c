"""What can be done in the hub, and which role may do it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class Act(StrEnum):
    """A kind of act, upon a unit and what belongs to it."""

    SEE = "see"
    ANSWER = "answer"
    PUBLISH = "publish"
    DECIDE = "decide"
    LISTEN = "listen"
    MANAGE = "manage"
    OWN = "own"

    @property
    def words(self) -> str:
        return str(ACT_WORDS[self])


ACT_WORDS: Final = {
    Act.SEE: _("see it"),
    Act.ANSWER: _("answer people"),
    Act.PUBLISH: _("publish"),
    Act.DECIDE: _("set objectives and KPIs"),
    Act.LISTEN: _("change perimeters and sources"),
    Act.MANAGE: _("manage units, people and accounts"),
    Act.OWN: _("change how the whole organisation works"),
}

ROLES: Final[dict[str, frozenset[Act]]] = {
    "owner": frozenset(Act),
    "manager": frozenset(Act) - {Act.OWN},
    "analyst": frozenset({Act.SEE, Act.DECIDE, Act.LISTEN}),
    "agent": frozenset({Act.SEE, Act.ANSWER}),
    "publisher": frozenset({Act.SEE, Act.PUBLISH}),
    "reader": frozenset({Act.SEE}),
}
ROLE_WORDS: Final = {
    "owner": _("Owner"),
    "manager": _("Manager"),
    "analyst": _("Analyst"),
    "agent": _("Agent"),
    "publisher": _("Publisher"),
    "reader": _("Reader"),
}
