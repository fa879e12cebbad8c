from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_GET

from parvis.hub.common.acts import Act
from parvis.hub.explore.looking import looked_at
from parvis.hub.explore.taking.licences import DEFAULT
from parvis.hub.explore.taking.services import SAID, WHOLE, download, open_data
from parvis.hub.web.pages import page

if TYPE_CHECKING:
    from django.http import StreamingHttpResponse

    from parvis.hub.common.asking import Asked


@require_GET
@page(Act.SEE)
def take_figure(request: Asked, name: str, **thing: Any) -> StreamingHttpResponse:
    """One figure as a file."""
    return _taken(request, name, **thing)


@require_GET
@page(Act.SEE)
def take_dashboard(request: Asked, **thing: Any) -> StreamingHttpResponse:
    """All figures of a dashboard as one file."""
    return _taken(request, WHOLE, **thing)


@require_GET
@page(Act.SEE)
def take_mentions(request: Asked, **thing: Any) -> StreamingHttpResponse:
    """The mentions of a list as a file."""
    return _taken(request, SAID, **thing)


@require_GET
@page(Act.SEE)
def take_open_data(request: Asked, **thing: Any) -> StreamingHttpResponse:
    """Counts that tell of nobody, with their meaning and a licence."""
    scope, wanted = looked_at(request, **thing)
    return open_data(request, scope, wanted, request.GET.get("licence", DEFAULT))


def _taken(request: Asked, what: str, **thing: Any) -> StreamingHttpResponse:
    scope, wanted = looked_at(request, **thing)
    return download(request, scope, wanted, what, request.GET.get("format", "csv"))
