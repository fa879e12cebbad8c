"""A dashboard as a paper, for whoever does not fetch it themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.errors import MissingExtraError
from parvis.hub.explore.panels import kinds_of
from parvis.hub.explore.taking.report import report
from parvis.hub.explore.taking.taken import stem, take

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope


def paper(actor: Actor, scope: Scope, wanted: Filters) -> tuple[str, bytes] | None:
    """Return the name and the bytes of a PDF, in the language that is active.

    It is None where this hub was installed without what sets papers.

    Arguments:
        actor: who receives it, and with whose rights.
        scope: what is explored.
        wanted: what of it is looked at.
    """
    from parvis.present import pdf

    taken = take(actor, scope, wanted, kinds_of(scope))
    try:
        return f"{stem(taken, 'dashboard')}.pdf", pdf.render(report(taken))
    except MissingExtraError:
        return None
