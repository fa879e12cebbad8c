"""The API, put together from the endpoints of the rooms."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from parvis import __version__
from parvis.hub.accounts.endpoints import endpoints as accounts
from parvis.hub.alerts.endpoints import ROOMS as ALERTS
from parvis.hub.audit.endpoints import endpoints as audit
from parvis.hub.coding.endpoints import endpoints as coding
from parvis.hub.common.errors import BusyError, HubError
from parvis.hub.explore.endpoints import endpoints as explore
from parvis.hub.explore.taking.endpoints import endpoints as taking
from parvis.hub.listening.endpoints import ROOMS as LISTENING
from parvis.hub.objectives.endpoints import ROOMS as OBJECTIVES
from parvis.hub.organisation.endpoints import endpoints as organisation
from parvis.hub.work.endpoints import endpoints as work

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DESCRIPTION = """
Everything the pages of the hub do, by the same rules: whoever may not see a thing is told that
there is none (404), whoever may see it and not do this is told so (403).

**Keys.** Make one under “My profile”, say it as `Authorization: Bearer parvis_…`. It acts for you,
below one unit, reads, and does besides what you allowed it to; never more than you may yourself.

**Once.** A request that changes something may carry an `Idempotency-Key` of your own: sent again,
it is done once and answered alike, with `Idempotent-Replayed: true`.

**Pages.** A list says in `next` where it goes on: ask for it with `after`. `limit` goes to 1 000.

**Figures** carry their `unit`, their `class` (measured, estimated or judged, and by whom), and
their 95 % `interval` where there is one. A `value` that is null is not known, which is not zero.

**Faults** carry a `code` for programs, a `text` for people in their language, and the `field` that
they are about. There is no quota; where a limit protects the hub, `Retry-After` says how long.
"""

api = NinjaAPI(
    title="Parvis",
    version=__version__,
    urls_namespace="api",
    description=inspect.cleandoc(DESCRIPTION),
    docs_url=None,
)
for room in (
    organisation,
    *OBJECTIVES,
    accounts,
    *LISTENING,
    explore,
    taking,
    coding,
    *ALERTS,
    audit,
    work,
):
    api.add_router("", room.router)


@api.exception_handler(HubError)
def refused(request: HttpRequest, fault: HubError) -> HttpResponse:
    response = _fault(request, fault.status, fault.code, str(fault.text), fault.field)
    if isinstance(fault, BusyError):
        response["Retry-After"] = str(fault.seconds)
    return response


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    text = _("Say a key: “Authorization: Bearer parvis_…”. People make them under “My profile”.")
    response = _fault(request, 401, "unknown", text)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    first = fault.errors[0]
    place = ".".join(str(part) for part in first.get("loc", ())[1:])
    return _fault(request, 422, "invalid", f"{place}: {first.get('msg', '')}", place)


@api.exception_handler(HttpError)
def wrong(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return _fault(request, fault.status_code, "wrong", str(fault))


@api.exception_handler(Http404)
def missing(request: HttpRequest, fault: Http404) -> HttpResponse:
    return _fault(
        request, 404, "MissingError", _("There is nothing here, or nothing that you may see.")
    )


def _fault(
    request: HttpRequest, status: int, code: str, text: str, field: str = ""
) -> HttpResponse:
    body = {"code": code, "text": text, "field": field}
    return api.create_response(request, body, status=status)
