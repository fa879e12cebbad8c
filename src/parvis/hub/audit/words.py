"""A line of the trail as a sentence."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.hub.common.acts import ROLE_WORDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from parvis.hub.audit.models import Line

_DAY: Final = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])")
SENTENCES: Final[dict[str, _StrPromise]] = {
    "organisation.founded": gettext_lazy("founded the organisation %(name)s"),
    "organisation.unit.made": gettext_lazy("added the unit %(name)s (%(code)s)"),
    "organisation.unit.changed": gettext_lazy("changed a unit"),
    "organisation.unit.moved": gettext_lazy("moved a unit"),
    "organisation.imported": gettext_lazy(
        "imported a file: %(new)s new units, %(changed)s changed"
    ),
    "organisation.key.made": gettext_lazy("created the API key %(name)s"),
    "organisation.key.ended": gettext_lazy("removed the API key %(name)s"),
    "organisation.role.given": gettext_lazy("gave the role of %(role)s"),
    "organisation.role.taken_back": gettext_lazy("removed the role of %(role)s"),
    "organisation.invited": gettext_lazy("invited somebody as %(role)s"),
    "organisation.invitation.withdrawn": gettext_lazy("withdrew an invitation as %(role)s"),
    "organisation.group.mapped": gettext_lazy("had the group %(group)s give the role of %(role)s"),
    "organisation.group.unmapped": gettext_lazy("had the group %(group)s give no role any more"),
}
"""Each act a room records, and what is said of it; a room adds its own in its `apps.ready`."""

KINDS: Final[dict[str, _StrPromise]] = {
    "account": gettext_lazy("account %(n)s"),
    "codebook": gettext_lazy("codebook %(n)s"),
    "group_role": gettext_lazy("group %(n)s"),
    "invitation": gettext_lazy("invitation %(n)s"),
    "key": gettext_lazy("API key %(n)s"),
    "measure": gettext_lazy("measure %(n)s"),
    "objective": gettext_lazy("objective %(n)s"),
    "perimeter": gettext_lazy("perimeter %(n)s"),
    "person": gettext_lazy("person %(n)s"),
    "sample": gettext_lazy("sample %(n)s"),
    "source": gettext_lazy("source %(n)s"),
    "unit": gettext_lazy("unit %(n)s"),
}


def sentence(line: Line) -> str:
    """Return what was done, in the reader's language; the act's own name where it has no words."""
    told: dict[str, Any] = {name: _read(value) for name, value in line.told.items()}
    if "role" in told:
        told["role"] = ROLE_WORDS.get(told["role"], told["role"])
    words = SENTENCES.get(line.act)
    try:
        return str(words) % told if words else line.act
    except KeyError:
        return line.act


def _read(value: Any) -> Any:
    """A day as people read it; all else as it is."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return value
    return date_format(dt.date.fromisoformat(value), "SHORT_DATE_FORMAT")


def thing(line: Line) -> str:
    """Return what an act was done to, by its kind and number, as it is kept where it has no words.

    >>> from parvis.hub.audit.models import Line
    >>> thing(Line(about="unit:3")), thing(Line(about="bell:1"))
    ('unit 3', 'bell:1')
    """
    kind, _sign, number = line.about.partition(":")
    return str(KINDS[kind]) % {"n": number} if kind in KINDS else line.about


def actor(line: Line) -> str:
    """Return who did it."""
    return str(line.actor) if line.actor_id else _("Parvis itself")
