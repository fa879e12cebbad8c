"""An invitation goes by mail too, where the hub sends any; its link is kept nowhere."""

from __future__ import annotations

import logging
from enum import StrEnum
from smtplib import SMTPException
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import send_mail
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from parvis.hub.organisation.models import Invitation

LOG: Final = logging.getLogger(__name__)


class Fate(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    OFF = "off"
    FAILED = "failed"

    @property
    def words(self) -> str:
        return str(_WORDS[self])


_WORDS: Final = {
    Fate.SENT: gettext_lazy("It was sent by mail."),
    Fate.OFF: gettext_lazy("It was not sent, since this hub sends no mail: give them this link."),
    Fate.FAILED: gettext_lazy(
        "It could not be sent, since the mail server did not take it: give them this link."
    ),
}


def send(invitation: Invitation, link: str) -> Fate:
    """Send an invitation to whom it is for, in the language of whoever invites.

    Arguments:
        invitation: with its unit and who made it.
        link: by which they come in.
    """
    if not settings.SENDS_MAIL:
        return Fate.OFF
    subject = _("You are invited to %(name)s") % {"name": invitation.unit}
    try:
        send_mail(" ".join(subject.split()), _text(invitation, link), None, [invitation.email])
    except (SMTPException, OSError) as fault:
        LOG.warning("an invitation was not sent: %s", fault)
        return Fate.FAILED
    return Fate.SENT


def _text(invitation: Invitation, link: str) -> str:
    until = date_format(localtime(invitation.expires_at), "DATETIME_FORMAT")
    told = {"by": invitation.by, "unit": invitation.unit, "link": link, "until": until}
    return (
        _(
            "%(by)s invites you to work at %(unit)s in Parvis. Open this link to come in:\n\n"
            "%(link)s\n\nIt works once, until %(until)s. If you expected no invitation, leave it."
        )
        % told
    )
