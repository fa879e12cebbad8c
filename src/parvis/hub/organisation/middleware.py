"""What whoever asks may do, known once a request and only where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from parvis.hub.common.asking import Actor
from parvis.hub.common.rights import Rights
from parvis.hub.organisation.selectors import rights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class Asking:
    """Gives a request its `rights` and its `actor`: none at all where nobody is signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        rights: Any = SimpleLazyObject(lambda: _rights(request))
        person: Any = request.user
        vars(request).update(rights=rights, actor=Actor(person, rights))
        return self._answer(request)


def _rights(request: HttpRequest) -> Rights:
    person = request.user.pk
    return Rights([]) if person is None else rights_of(person)
