"""What every answer carries, and how a fault is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.hub.common.errors import HubError
from parvis.hub.web import faults
from parvis.hub.web.headers import HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

_YEAR: Final = 365 * 24 * 3600


class Hardened:
    """Puts the headers on every answer that keep a page to itself and to its own origin."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Faults:
    """Answers what a room refuses with its status and its words."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self._answer(request)
        is_bare = answer.status_code == 405 and not getattr(answer, "content", b"?")
        return faults.not_allowed(request, answer["Allow"]) if is_bare else answer

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        return faults.page(request, fault) if isinstance(fault, HubError) else None
