"""Whether the work is done: somebody is at it, and nothing waits that was due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.hub.serving.doctor.finding import Finding, broken, doubtful, well
from parvis.hub.serving.lock import is_served
from parvis.hub.work.models import Schedule
from parvis.hub.work.selectors import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment

OVERDUE: Final = dt.timedelta(minutes=1)


def work(environment: Environment) -> Iterator[Finding]:
    """Look whether a worker is at it, and at what is late or was given up."""
    yield _worker(served=is_served(environment.home))
    yield _lateness()


def _worker(*, served: bool) -> Finding:
    beats = Schedule.objects.filter(next_at__lt=timezone.now() - OVERDUE)
    if not served:
        fact = _("Nobody serves this folder now, so that no work is done.")
        return doubtful("worker", fact, "parvis serve")
    if beats.exists():
        fact = _("The hub is served, but its worker does not take up what comes again.")
        mend = _("Look at what parvis serve prints, and start it again.")
        return broken("worker", fact, mend)
    return well("worker", _("The worker is at it."))


def _lateness() -> Finding:
    found = load()
    told = {"n": found.late}
    if found.late:
        text = ngettext("%(n)d job is late.", "%(n)d jobs are late.", found.late)
        return broken("work", text % told, _("Look whether the worker runs, and what it prints."))
    if found.failed:
        text = ngettext("%(n)d job was given up.", "%(n)d jobs were given up.", found.failed)
        mend = _("Look at Background work: it says why, and can try again.")
        return doubtful("work", text % {"n": found.failed}, mend)
    return well("work", _("Nothing is late, nothing was given up."))
