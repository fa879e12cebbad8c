"""Acts, units and levels in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTS: Final[dict[str, _StrPromise]] = {
    "objectives.stated": _("stated the objective “%(statement)s”"),
    "objectives.changed": _("changed the objective “%(statement)s”"),
    "objectives.activated": _("activated the objective “%(statement)s”"),
    "objectives.closed": _("closed the objective “%(statement)s”"),
    "objectives.kpi.added": _("added the KPI “%(name)s”"),
    "objectives.kpi.changed": _("changed the KPI “%(name)s”"),
    "objectives.kpi.removed": _("removed the KPI “%(name)s”"),
    "objectives.adapted": _("adapted the objective “%(statement)s”"),
    "objectives.kpi.proposed": _("proposed the KPI “%(name)s” to the central objective"),
    "objectives.kpi.taken": _("took the KPI “%(name)s” that %(unit)s proposed"),
    "objectives.kpi.declined": _("declined the KPI “%(name)s” that %(unit)s proposed"),
    "objectives.measure.made": _("added the measure %(name)s"),
    "objectives.entered": _("entered %(measure)s for the period to %(period)s"),
    "objectives.entry.removed": _("removed %(measure)s for the period to %(period)s"),
    "objectives.imported": _("imported figures from a file: %(new)s new, %(changed)s changed"),
}
UNITS: Final[dict[str, _StrPromise]] = {
    "orders": _("orders"),
    "visits": _("visits"),
    "people": _("people"),
    "questions": _("questions"),
    "hours": _("hours"),
    "minutes": _("minutes"),
    "days": _("days"),
    "calls": _("calls"),
    "approvals": _("approvals"),
    "mentions": _("mentions"),
    "ideas": _("ideas"),
    "applications": _("applications"),
    "EUR": _("€"),
    "EUR/person": _("€ a person"),
    "EUR/call": _("€ a call"),
    "minutes/question": _("minutes a question"),
    "hours/approval": _("hours an approval"),
}
LEVELS: Final[dict[str, _StrPromise]] = {
    "output": _("output"),
    "out-take": _("out-take"),
    "outcome": _("outcome"),
    "impact": _("impact"),
}
SOURCES: Final[dict[str, _StrPromise]] = {
    "shop": _("shop"),
    "web analytics": _("web analytics"),
    "ledger": _("ledger"),
    "customer base": _("customer base"),
    "survey": _("survey"),
    "inbox": _("inbox"),
    "time sheet": _("time sheet"),
    "customer service": _("customer service"),
    "network": _("network"),
    "study": _("study"),
    "community": _("community"),
    "applicant tracking": _("applicant tracking"),
    "human resources": _("human resources"),
}


def source_of(said: str) -> str:
    """Return where measures come from, each place in the reader's language where it is a known one.

    >>> source_of("shop, till of Lyon")
    'shop, till of Lyon'
    """
    return ", ".join(str(SOURCES.get(part, part)) for part in said.split(", "))
