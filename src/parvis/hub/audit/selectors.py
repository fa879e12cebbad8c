"""What is to be known of the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.hub.audit.models import Line

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parvis.hub.common.rights import Rights

from parvis.hub.common.acts import Act

PAGE = 100


def lines_of(rights: Rights) -> QuerySet[Line]:
    """Return all lines of the units that somebody manages, the newest first."""
    return Line.objects.filter(rights.within(Act.MANAGE, "path"))


def lines(rights: Rights, *, before: int | None = None, about: str = "") -> QuerySet[Line]:
    """Return the newest lines of the units that somebody manages, a page of them.

    Arguments:
        rights: of whoever asks.
        before: only lines older than this one.
        about: kind and id of what it was done to; empty for all.
    """
    found = lines_of(rights).select_related("actor")
    if before:
        found = found.filter(seq__lt=before)
    if about:
        found = found.filter(about=about)
    return found[:PAGE]
