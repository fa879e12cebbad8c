"""How an endpoint says who may come to it: it cannot be written without."""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from django.http import HttpRequest
from ninja import Router

from parvis.hub.common.reach import FINDERS
from parvis.hub.interface.answers import answers
from parvis.hub.interface.keys import ByKey, BySession
from parvis.hub.web.pages import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from parvis.hub.common.acts import Act

    Function = Callable[..., Any]
    Decorator = Callable[[Function], Function]


_FILE: Final = {"type": "string", "format": "binary"}


class Endpoints:
    """The endpoints of a room.

    Parameters named after a kind (`unit`) are ids in the address and the things themselves in the
    function, through the access function of the kind.

    Arguments:
        tag: of the room, in the description of the API.
    """

    def __init__(self, tag: str) -> None:
        self.router = Router(tags=[tag])

    def _on(
        self,
        method: str,
        path: str,
        act: Act | None,
        kind: Any,
        status: int,
        more: dict[str, Any] | None = None,
    ) -> Decorator:
        """Have a function answer a method at a path.

        Arguments:
            method: of HTTP.
            path: as `/units/{int:unit}`.
            act: that is to be allowed upon what the path names, or anywhere where it names
                nothing; None for whoever has a key or is signed in.
            kind: of the answer.
            status: of the answer.
            more: of the description of the API.
        """

        def answered(function: Function) -> Function:
            summary, _, told = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
            self.router.api_operation(
                [method], path, response=answers(kind, status), by_alias=True,
                auth=[ByKey(act), BySession(act)], summary=summary, description=told,
                openapi_extra=more,
            )(_given_things(function, act))  # fmt: skip
            return function

        return answered

    def get(self, path: str, act: Act | None, kind: Any, status: int = 200) -> Decorator:
        """Have a function answer who reads."""
        return self._on("GET", path, act, kind, status)

    def file(self, path: str, act: Act | None, kinds: Iterable[str]) -> Decorator:
        """Have a function answer with a file, of one of some kinds as MIME names them."""
        said = {kind.partition(";")[0]: {"schema": _FILE} for kind in kinds}
        more = {"responses": {200: {"description": "The file", "content": said}}}
        return self._on("GET", path, act, None, 200, more)

    def post(self, path: str, act: Act | None, kind: Any, status: int = 200) -> Decorator:
        """Have a function answer who adds, or does."""
        return self._on("POST", path, act, kind, status)

    def put(self, path: str, act: Act | None, kind: Any, status: int = 200) -> Decorator:
        """Have a function answer who puts something in the place of what was there."""
        return self._on("PUT", path, act, kind, status)

    def patch(self, path: str, act: Act | None, kind: Any, status: int = 200) -> Decorator:
        """Have a function answer who changes."""
        return self._on("PATCH", path, act, kind, status)

    def delete(self, path: str, act: Act | None, kind: Any, status: int = 200) -> Decorator:
        """Have a function answer who takes away."""
        return self._on("DELETE", path, act, kind, status)


def _given_things(function: Function, act: Act | None) -> Function:
    """A function that is asked with ids, and asks one that is given the things."""

    @wraps(function)
    def answer(request: HttpRequest, **named: Any) -> Any:
        return function(request, **named | vars(request)["things"])

    answer.__signature__ = _asked(function)  # type: ignore[attr-defined]
    answer.rule = Rule(act)  # type: ignore[attr-defined]
    return answer


def _asked(function: Function) -> inspect.Signature:
    """The signature that the API is described by: ids where the function has things."""
    hints = get_type_hints(function, include_extras=True)
    parameters = []
    for name, one in inspect.signature(function).parameters.items():
        told = HttpRequest if name == "request" else int if name in FINDERS else hints[name]
        parameters.append(one.replace(annotation=told))
    return inspect.Signature(parameters)
