"""Whether the hub listens: somebody is at it, mentions come, and no source has a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.hub.common.rights import Rights
from parvis.hub.listening.public import whole
from parvis.hub.serving.doctor.finding import Finding, broken, doubtful, well
from parvis.hub.serving.lock import is_served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.environment import Environment
    from parvis.hub.listening.public import Whole

ALL: Final = Rights([("/", "owner")])


def listening(environment: Environment) -> Iterator[Finding]:
    """Look whether the listener is there, when a mention came last, and which sources give none."""
    found = whole(ALL)
    if not (found.active and found.has_perimeter):
        yield well("listener", _("Nothing is active that could be listened to."))
        return
    yield _listener(found, served=is_served(environment.home))
    yield _mentions(found)
    yield _gaps(found)


def _listener(found: Whole, *, served: bool) -> Finding:
    if not served:
        fact = _("Nobody serves this folder now, so that nothing is listened to.")
        return doubtful("listener", fact, "parvis serve")
    if not found.is_heard:
        fact = _("The hub is served, but its listener has been silent for two minutes.")
        mend = _("Look at what parvis serve prints, and start it again.")
        return broken("listener", fact, mend)
    if found.fault:
        fact = _("The listener cannot listen: %(why)s") % {"why": found.fault}
        return broken("listener", fact, _("It tries again by itself once that is mended."))
    return well("listener", _("The listener is at it."))


def _mentions(found: Whole) -> Finding:
    if found.last is None:
        fact = _("No mention has come yet.")
        mend = _("Look at Listening: each source says when it is visited next.")
        return doubtful("mentions", fact, mend)
    at = formats.date_format(timezone.localtime(found.last), "SHORT_DATETIME_FORMAT")
    return well("mentions", _("The newest mention is of %(at)s.") % {"at": at})


def _gaps(found: Whole) -> Finding:
    mend = _("Look at Listening: each source says what is wrong with it.")
    if found.faulty:
        told = {"n": found.faulty, "all": found.active}
        fact = ngettext(
            "%(n)d of %(all)d sources gives nothing.",
            "%(n)d of %(all)d sources give nothing.",
            found.faulty,
        )
        return broken("gaps", fact % told, mend)
    if found.silent:
        fact = ngettext(
            "%(n)d source is silent for longer than is usual of it.",
            "%(n)d sources are silent for longer than is usual of them.",
            found.silent,
        )
        return doubtful("gaps", fact % {"n": found.silent}, mend)
    return well("gaps", _("No source has a gap."))
