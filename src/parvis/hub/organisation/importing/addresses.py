"""The pages by which a file is imported, at the addresses of its room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import path
from django.views.decorators.http import require_GET, require_http_methods

from parvis.hub.organisation.importing.flow import left_out, offered, shown
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.urls import URLPattern

    from parvis.hub.organisation.importing.flow import Import


def addresses(kind: Import, *, of_unit: str, of_file: str) -> list[URLPattern]:
    """Return the addresses of a kind of file, to whoever may do its act.

    Arguments:
        kind: of file.
        of_unit: where a file is offered, with `<int:unit>` in it.
        of_file: below which one is shown, done, and what is left out of it told.
    """
    both, rule = require_http_methods(["GET", "POST"]), page(kind.act)
    offer, show = (both(rule(partial(view, kind=kind))) for view in (offered, shown))
    faults = require_GET(rule(partial(left_out, kind=kind)))
    return [
        path(of_unit, offer, name=f"{kind.name}_here"),
        path(f"{of_file}<int:upload>/", show, name=f"{kind.name}_shown"),
        path(f"{of_file}<int:upload>/faults.csv", faults, name=f"{kind.name}_faults"),
    ]
