"""Whether mail leaves the hub."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.utils.translation import gettext as _

from parvis.hub.serving.doctor.finding import Finding, broken, doubtful, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment


def mail(environment: Environment) -> Iterator[Finding]:
    """Sign in at the server that sends mail, and send none."""
    host = environment.mail.get("EMAIL_HOST")
    if host is None:
        fact = _("Nothing sends mail: it is written to %(folder)s.")
        mend = _("Write PARVIS_MAIL and PARVIS_MAIL_FROM, so that people can reset passwords.")
        yield doubtful("mail", fact % {"folder": environment.home / "mail"}, mend)
        return
    told = {"host": f"{host}:{environment.mail['EMAIL_PORT']}", "why": ""}
    server = get_connection(fail_silently=False, timeout=10)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as fault:
        text = _("Mail cannot be sent by %(host)s: %(why)s.") % (told | {"why": str(fault)})
        mend = _("Look at PARVIS_MAIL: smtp or smtps, user, password, host and port.")
        yield broken("mail", text, mend)
    else:
        server.close()
        yield well("mail", _("%(host)s takes mail.") % told)
