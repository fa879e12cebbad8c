"""How a view says who may come to it: a view without a rule does not come to an address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.views import redirect_to_login
from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import ForbiddenError
from parvis.hub.common.reach import reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from parvis.hub.common.asking import Asked

    View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may come to a view.

    Arguments:
        act: that is to be allowed upon the things its address names, or anywhere where it names
            none; None for whoever is signed in.
        is_open: to whoever has the address.
        why: it is open.
    """

    act: Act | None = None
    is_open: bool = False
    why: str = ""


def page(act: Act | None) -> Callable[[View], View]:
    """Have a view be for whoever may do an act upon what its address names.

    The ids of the address, each named after its kind, reach the view as the things themselves.

    Arguments:
        act: see `Rule`.
    """

    def ruled(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            asked = cast("Asked", request)
            return view(asked, **reached(asked, act, named))

        answer.rule = Rule(act)  # type: ignore[attr-defined]
        return answer

    return ruled


def open_page(why: str) -> Callable[[View], View]:
    """Have a view be open to whoever has its address, and say why."""

    def ruled(view: View) -> View:
        view.rule = Rule(is_open=True, why=why)  # type: ignore[attr-defined]
        return view

    return ruled


def reached(request: Asked, act: Act | None, named: dict[str, Any]) -> dict[str, Any]:
    """Return what an address names, each id as the thing itself.

    Raises:
        MissingError: one is not there, or not to be seen.
        ForbiddenError: the act is not allowed upon it, or nowhere where the address names none.
    """
    rights = request.rights
    ids = {kind: key for kind, key in named.items() if isinstance(key, int)}
    if act is not None and not ids and not rights.anywhere(act):
        raise ForbiddenError(_("None of your roles lets you %(act)s.") % {"act": act.words})
    things = {kind: reach(rights, act or Act.SEE, kind, key) for kind, key in ids.items()}
    return named | things
