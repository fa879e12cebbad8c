"""Mails of alerts: one for all that fired since the last, in the reader's language and time."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.hub.alerts.models import Notice
from parvis.hub.alerts.selectors import sees
from parvis.hub.alerts.viewing import paths
from parvis.hub.alerts.words import asked, found
from parvis.hub.organisation.public import rights_of
from parvis.hub.people.middleware import zone_of
from parvis.hub.people.models import Person
from parvis.hub.work.services import queue
from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

LOG: Final = logging.getLogger(__name__)
_BREAKS: Final = re.compile(r"[ \t\n]+")
_MISSED: Final = dt.timedelta(minutes=3)


def plan(now: dt.datetime) -> None:
    """Queue again what should have been mailed by now, whatever became of its job."""
    late = Notice.objects.filter(mailed_at=None, mail_at__lt=now - _MISSED)
    for person in set(late.values_list("person_id", flat=True)):
        key = f"{person}@late{now:%Y%m%dT%H%M}"
        queue("alerts.mail", key=key, person=person, at=now.isoformat())


def send(key: int, at: dt.datetime) -> None:
    """Write to somebody of all that is due to them, in one mail; of nothing, none.

    It is sent before it is noted, so that nothing is lost; the same mail sent again bears the same
    `Message-ID`. Who may not see an alert's unit any more is not told of it.

    Arguments:
        key: of the person.
        at: up to when it is due.
    """
    person = Person.objects.filter(pk=key, is_active=True).first()
    if person is None:
        return
    due = Notice.objects.filter(person=person, mailed_at=None, mail_at__lte=at)
    held = list(due.select_related("firing__alert__unit", "firing__alert__kpi"))
    told = _allowed(person, held)
    if told:
        _message(person, told).send()
    Notice.objects.filter(pk__in=[one.pk for one in held]).update(mailed_at=timezone.now())


def _allowed(person: Person, held: Sequence[Notice]) -> list[Notice]:
    rights = rights_of(person.pk)
    told = paths({one.firing.alert_id: one.firing.alert for one in held}.values())
    return [one for one in held if sees(rights, told[one.firing.alert_id])]


def _message(person: Person, told: Sequence[Notice]) -> EmailMultiAlternatives:
    numbers = sorted(one.pk for one in told)
    with translation.override(person.language), timezone.override(zone_of(person.zone)):
        firings = [one.firing for one in told]
        facts = [
            {"name": line(one.alert.name), "found": found(one), "asked": asked(one.alert),
             "firing": one, "behind": whole(one.behind)}
            for one in firings
        ]  # fmt: skip
        subject = facts[0]["name"]
        if len(facts) > 1:
            subject = ngettext("%(n)d alert", "%(n)d alerts", len(facts)) % {"n": len(facts)}
        context = {"title": subject, "facts": facts, "all": whole("/alerts/")}
        ident = f"alerts-{person.pk}-{numbers[0]}-{numbers[-1]}-{len(numbers)}"
        return message(_("Alert: %(what)s") % {"what": subject}, "alerts", context, person, ident)


def message(
    subject: str, template: str, context: dict[str, Any], person: Person, ident: str
) -> EmailMultiAlternatives:
    """Return a mail as plain text and as HTML, made of the templates of a name.

    Arguments:
        subject: in one line, whatever is in it.
        template: name of both, in `alerts/mail`.
        context: of them.
        person: who receives it; in their language, which is active.
        ident: by which mail programs know it again.
    """
    context |= {"language": person.language}
    host = settings.ENVIRONMENT.host
    made = EmailMultiAlternatives(
        line(subject),
        render_to_string(f"alerts/mail/{template}.txt", context),
        None,
        [person.email],
        headers={"Message-ID": f"<{ident}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    made.attach_alternative(render_to_string(f"alerts/mail/{template}.html", context), "text/html")
    return made


def line(text: str) -> str:
    """Return a text in one line, without what turns or hides it."""
    return _BREAKS.sub(" ", clean(text, limit=200))


def whole(address: str) -> str:
    """Return an address of the hub with its origin; nothing for nothing."""
    return settings.ADDRESS + address if address else ""
