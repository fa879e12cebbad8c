"""Objects reach a view only from here: an access function for each kind, which checks rights.

Whoever may not see a thing is told that there is none (404); whoever may see it, and not do this
with it, is told so (403).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from django.utils.translation import gettext as _

from parvis.hub.common.acts import Act
from parvis.hub.common.errors import ForbiddenError, MissingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.hub.common.rights import Rights


class Found(Protocol):
    """What finds a thing by its id: itself and the path of its unit, or None."""

    def __call__(self, key: int) -> tuple[Any, str] | None: ...


FINDERS: Final[dict[str, Found]] = {}


def finds(kind: str) -> Callable[[Found], Found]:
    """Have a function find the things of a kind; URLs name their ids by it, as `<int:unit>`."""

    def found(finder: Found) -> Found:
        FINDERS[kind] = finder
        return finder

    return found


def reach(rights: Rights, act: Act, kind: str, key: int) -> Any:
    """Return a thing that a person may do an act upon.

    Raises:
        MissingError: there is none, or none that they may see.
        ForbiddenError: they may see it, and not do this.
    """
    found = FINDERS[kind](key)
    if found is None or not rights.may(Act.SEE, found[1]):
        raise MissingError(_("There is nothing here, or nothing that you may see."))
    require(rights, act, found[1])
    return found[0]


def require(rights: Rights, act: Act, path: str) -> None:
    """Refuse an act that is not allowed at a unit.

    Raises:
        ForbiddenError: it is not.
    """
    if not rights.may(act, path):
        raise ForbiddenError(
            _("Your roles do not let you %(act)s here. Ask a manager of this unit.")
            % {"act": act.words}
        )
