"""What whoever asks may do, known once a request and only where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from parvis.hub.common.asking import Actor
from parvis.hub.common.rights import Rights
from parvis.hub.organisation.keys import actor_of
from parvis.hub.organisation.selectors import rights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class Asking:
    """Gives a request its `rights` and its `actor`: none at all where nobody is signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        by_key = _by_key(request)
        if by_key is not None:
            told = {"user": by_key.person, "rights": by_key.rights, "actor": by_key}
            vars(request).update(told, is_by_key=True)
            return self._answer(request)
        rights: Any = SimpleLazyObject(lambda: _rights(request))
        person: Any = request.user
        vars(request).update(rights=rights, actor=Actor(person, rights))
        return self._answer(request)


def _by_key(request: HttpRequest) -> Actor | None:
    """Whom a key of the API acts for; a key that is none leaves the request to nobody."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    return actor_of(text.strip()) if scheme.lower() == "bearer" and text else None


def _rights(request: HttpRequest) -> Rights:
    person = request.user.pk
    return Rights([]) if person is None else rights_of(person)
