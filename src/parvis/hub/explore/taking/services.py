"""Taking away: who may, what is written, and the line of the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.hub.audit.public import record
from parvis.hub.common.errors import MissingError
from parvis.hub.explore.panels import kinds_of
from parvis.hub.explore.taking.files import sent
from parvis.hub.explore.taking.formats import FIGURES, MENTIONS, chosen
from parvis.hub.explore.taking.taken import stem, take

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import StreamingHttpResponse

    from parvis.hub.common.asking import Asked
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope

WHOLE = "dashboard"
SAID = "mentions"


def download(
    request: Asked, scope: Scope, wanted: Filters, what: str, form: str
) -> StreamingHttpResponse:
    """Return what is shown as a file, and write down that it was taken away.

    Arguments:
        request: of whoever takes it.
        scope: what is explored.
        wanted: what of it is looked at.
        what: a figure, `WHOLE` or `SAID`.
        form: the format.

    Raises:
        MissingError: there is no such figure.
        RefusedError: there is no such format, or no picture.
    """
    is_said = what == SAID
    written = chosen(MENTIONS if is_said else FIGURES, form)
    taken = take(request.actor, scope, wanted, () if is_said else figures_of(scope, what))

    def write(path: Path) -> str | None:
        return written.write(path, taken)

    answer = sent(request, stem(taken, what), form, write)
    noted(request, scope, taken.wanted, what=what, format=form)
    return answer


def open_data(request: Asked, scope: Scope, wanted: Filters, licence: str) -> StreamingHttpResponse:
    """Return counts that tell of nobody, to be published, and write down that they were taken.

    Raises:
        RefusedError: there is no such licence, or too few people spoke.
    """
    from parvis.hub.explore.taking import open_data as told

    taken = take(request.actor, scope, wanted)

    def write(path: Path) -> None:
        told.write(path, taken, licence)

    answer = sent(request, stem(taken, "open-data"), "zip", write)
    noted(request, scope, taken.wanted, what="open-data", format=licence)
    return answer


def figures_of(scope: Scope, what: str) -> tuple[str, ...]:
    """Return the names of the figures that are meant by one, or by the whole.

    Raises:
        MissingError: there is no such figure.
    """
    known = kinds_of(scope)
    if what == WHOLE:
        return tuple(known)
    if what not in known:
        raise MissingError(_("There is no such figure."))
    return (what,)


def noted(request: Asked, scope: Scope, wanted: Filters, **told: str) -> None:
    """Write into the trail that something was taken away, by whom and through which filters."""
    with transaction.atomic():
        record(
            "explore.taken",
            request.actor.person,
            path=scope.path,
            about=f"{scope.kind}:{scope.pk}",
            filters=wanted.address,
            version=wanted.version,
            **told,
        )
