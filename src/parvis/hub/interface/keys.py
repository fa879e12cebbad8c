"""Who asks the API, a key or whoever is signed in in this browser, and whether they may.

`organisation.middleware` has found out who it is by now. Whether they may is asked before the body
is looked at, so that nobody learns from a fault in it that a thing is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ninja.security import HttpBearer, SessionAuth
from typing_extensions import override

from parvis.hub.common.reach import FINDERS
from parvis.hub.web.pages import reached

if TYPE_CHECKING:
    from django.http import HttpRequest

    from parvis.hub.common.acts import Act
    from parvis.hub.common.asking import Asked


class ByKey(HttpBearer):
    """`Authorization: Bearer parvis_…`

    Arguments:
        act: that is to be allowed upon what the address names.
    """

    openapi_description = "A key made under “My profile”; read-only unless it says otherwise."

    def __init__(self, act: Act | None) -> None:
        super().__init__()
        self._act = act

    @override
    def authenticate(self, request: HttpRequest, token: str) -> Any:
        is_by_key = getattr(request, "is_by_key", False)
        return allowed(request, self._act) if is_by_key else None


class BySession(SessionAuth):
    """Whoever is signed in; a request that changes something shows the token against forgery.

    Arguments:
        act: that is to be allowed upon what the address names.
    """

    def __init__(self, act: Act | None) -> None:
        super().__init__()
        self._act = act

    @override
    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return allowed(request, self._act) if request.user.is_authenticated else None


def allowed(request: HttpRequest, act: Act | None) -> Any:
    """Return who asks, and have the request know the things that its address names.

    Raises:
        MissingError: one is not there, or not to be seen.
        ForbiddenError: the act is not allowed.
    """
    match = request.resolver_match
    named = match.kwargs if match else {}
    ids = {kind: key for kind, key in named.items() if kind in FINDERS}
    asked = cast("Asked", request)
    vars(request)["things"] = reached(asked, act, ids)
    return asked.actor
