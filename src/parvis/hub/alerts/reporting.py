"""Reports by mail: the figures of a view, every week or month, to people who may see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.hub.alerts.letters import line, message, whole
from parvis.hub.alerts.models import Report
from parvis.hub.alerts.selectors import sees
from parvis.hub.alerts.viewing import paths, view_of
from parvis.hub.common.asking import Actor
from parvis.hub.common.errors import RefusedError
from parvis.hub.explore.public import facts, kinds_of, paper, settled, show
from parvis.hub.organisation.public import rights_of_all
from parvis.hub.people.middleware import zone_of
from parvis.hub.work.services import queue

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

    from parvis.hub.alerts.viewing import View
    from parvis.hub.people.models import Person
    from parvis.present.panels.panel import Panel, Table

HOUR: Final = 7
FIGURES: Final = ("volume", "voice", "tone", "matrix")
"""Figures that stand in the mail itself; none of them names an author. The paper has all."""
ROWS: Final = 12
"""Rows of a table that a mail shows; the page has all."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A figure as a mail shows it."""

    name: str
    title: str
    subtitle: str
    table: Table | None
    rows: list[list[str]]
    left_out: int
    note: str


def next_after(every: str, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return when a report is sent next: at 7, on a Monday or on the first of a month.

    >>> now = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)
    >>> next_after("week", now, ZoneInfo("Europe/Paris")).isoformat()
    '2026-03-30T05:00:00+00:00'
    """
    day = now.astimezone(zone).date()
    for _day in range(40):
        moment = dt.datetime(day.year, day.month, day.day, HOUR, tzinfo=zone)
        is_due = day.weekday() == 0 if every == Report.Every.WEEK else day.day == 1
        if is_due and moment.astimezone(dt.UTC) > now:
            break
        day += dt.timedelta(days=1)
    return moment.astimezone(dt.UTC)


def days_before(every: str, at: dt.datetime, zone: ZoneInfo) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a report of a moment tells of."""
    last = at.astimezone(zone).date() - dt.timedelta(days=1)
    first = last.replace(day=1) if every == Report.Every.MONTH else last - dt.timedelta(days=6)
    return first, last


def plan(now: dt.datetime) -> None:
    """Queue each report that is due, once, and say when it is due next."""
    for report in Report.objects.filter(next_at__lte=now):
        at = report.next_at
        queue("alerts.report", key=f"{report.pk}@{at:%Y%m%dT%H%M}", report=report.pk,
              at=at.isoformat())  # fmt: skip
        later = next_after(report.every, now, ZoneInfo(report.zone))
        Report.objects.filter(pk=report.pk).update(next_at=later)


def send(key: int, at: dt.datetime) -> None:
    """Queue a letter to each of the people of a report who may see it, and note that it is sent."""
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(pk=key).first()
        if report is None or (report.sent_at is not None and report.sent_at >= at):
            return
        for person in readers(report):
            once = f"{key}@{at:%Y%m%dT%H%M}:{person.pk}"
            queue("alerts.letter", key=once, report=key, person=person.pk, at=at.isoformat())
        Report.objects.filter(pk=key).update(sent_at=at)


def write(key: int, person: int, at: dt.datetime) -> None:
    """Send a report to one of its people, if they may see it now."""
    held = Report.objects.select_related(
        "unit", "by", "perimeter__unit", "perimeter__objective", "objective__unit"
    )
    report = held.filter(pk=key).first()
    people = [one for one in readers(report) if one.pk == person] if report else []
    if report is None or not people:
        return
    try:
        found = view_of(report, *days_before(report.every, at, ZoneInfo(report.zone)))
    except RefusedError:
        return
    view = replace(found, wanted=settled(found.wanted))
    _letter(report, view, people[0], at).send()


def readers(report: Report) -> list[Person]:
    """Return who receives a report: its people who may see all that it tells of, now."""
    people = list(report.people.filter(is_active=True))
    rights, told = rights_of_all({one.pk for one in people}), paths([report])[report.pk]
    return [one for one in people if sees(rights[one.pk], told)]


def _letter(report: Report, view: View, person: Person, at: dt.datetime) -> EmailMultiAlternatives:
    with translation.override(person.language), timezone.override(zone_of(person.zone)):
        wanted, scope = view.wanted, view.scope
        found = facts(scope, wanted)
        address = reverse(f"explore_{scope.kind}", args=[scope.pk])
        context = {
            "title": line(report.name), "scope": line(scope.title), "facts": found,
            "since": wanted.since, "until": wanted.until, "chapters": chapters(view),
            "page": whole(f"{address}?{wanted.address}"),
            "settings": whole(reverse("report", args=[report.pk])), "by": report.by,
        }  # fmt: skip
        told = {"name": report.name, "until": date_format(wanted.until)}
        subject = _("%(name)s, until %(until)s") % told
        ident = f"report-{report.pk}-{at:%Y%m%d%H%M}-{person.pk}"
        made = message(subject, "report", context, person, ident)
        rights = rights_of_all({person.pk})[person.pk]
        if attached := paper(Actor(person, rights), scope, wanted):
            made.attach(*attached, "application/pdf")
        return made


def chapters(view: View) -> list[Chapter]:
    """Return the figures of a view in the language that is active."""
    known = kinds_of(view.scope)
    shown = (show(view.scope, view.wanted, name) for name in FIGURES if name in known)
    return [_chapter(one.panel) for one in shown if one.panel is not None]


def _chapter(panel: Panel) -> Chapter:
    table = panel.table
    rows = [[str(cell) for cell in row] for row in table.rows] if table else []
    return Chapter(
        name=panel.name,
        title=panel.title,
        subtitle=panel.reason or panel.subtitle,
        table=table,
        rows=rows[:ROWS],
        left_out=max(0, len(rows) - ROWS),
        note=panel.note or "",
    )
