"""A request that is sent again with the same `Idempotency-Key` is done once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, cast

from django.db import IntegrityError, transaction
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from parvis.hub.interface.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from parvis.hub.people.models import Person

API: Final = "/api/"
HEADER: Final = "Idempotency-Key"
LONGEST: Final = 200


class Once:
    """Answers a request, or says again what was answered to it before.

    What a request does and that it was answered are one transaction: both stand, or neither; so
    does nothing of a request that was answered with a fault.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(HEADER, "")
        is_plain = request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated
        if not key or is_plain or not request.path.startswith(API):
            return self._answer(request)
        if len(key) > LONGEST:
            return _refused("key", _("An idempotency key has 200 characters at most."))
        said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
        asked = hashlib.sha256(said).hexdigest()
        person = cast("Person", request.user)
        return _held(person, key, asked) or self._done(request, person, key, asked)

    def _done(self, request: HttpRequest, person: Person, key: str, asked: str) -> HttpResponse:
        try:
            with transaction.atomic():
                kept = Answer.objects.create(person=person, key=key, asked=asked)
                response = self._answer(request)
                kept.status, kept.body = response.status_code, response.content.decode("utf-8")
                kept.save(update_fields=["status", "body"])
                if response.status_code >= 400:
                    transaction.set_rollback(True)
        except IntegrityError:
            return _held(person, key, asked) or _refused("key", _("Send it again."))
        return response


def _held(person: Person, key: str, asked: str) -> HttpResponse | None:
    """What was answered to a key; None where it is new."""
    held = Answer.objects.filter(person=person, key=key).first()
    if held is None:
        return None
    if held.asked != asked:
        return _refused("reused", _("This idempotency key was used with another request."))
    response = HttpResponse(held.body, status=held.status, content_type="application/json")
    response["Idempotent-Replayed"] = "true"
    return response


def _refused(code: str, text: str) -> HttpResponse:
    return JsonResponse({"code": code, "text": text, "field": ""}, status=422)
