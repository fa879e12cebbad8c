"""What a person may do where: roles held at units, inherited downwards and never sideways."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from parvis.hub.common.acts import ROLES, Act

if TYPE_CHECKING:
    from collections.abc import Iterable

NOBODY: Final[frozenset[Act]] = frozenset()


class Rights:
    """What one person may do at every unit of the tree.

    A unit's path is the ids of its ancestors and its own between slashes, as `/1/4/`: whoever holds
    a role at `/1/` holds it at all that begins so. A check walks up the path, so that it costs
    the depth of the tree and not its width (row 112: 100 000 checks a second).

    Arguments:
        roles: pairs of a path and a role held there.

    >>> rights = Rights([("/1/4/", "analyst")])
    >>> (
    ...     rights.may(Act.LISTEN, "/1/4/9/"),
    ...     rights.may(Act.LISTEN, "/1/5/"),
    ...     rights.may(Act.SEE, "/1/"),
    ... )
    (True, False, False)
    """

    __slots__ = ("_held",)

    def __init__(self, roles: Iterable[tuple[str, str]]) -> None:
        held: dict[str, frozenset[Act]] = defaultdict(frozenset)
        for path, role in roles:
            held[path] |= ROLES[role]
        self._held = dict(held)

    def may(self, act: Act, path: str) -> bool:
        """Tell whether an act is allowed at a unit."""
        held = self._held
        while path:
            if act in held.get(path, NOBODY):
                return True
            path = path[: path.rfind("/", 0, -1) + 1]
        return False

    def acts(self, path: str) -> frozenset[Act]:
        """Return all that is allowed at a unit."""
        return frozenset(act for act in Act if self.may(act, path))

    def limited(self, path: str, acts: Iterable[Act]) -> Rights:
        """Return what of this is left below a unit, and of some acts.

        >>> least = Rights([("/1/", "owner")]).limited("/1/4/", [Act.SEE])
        >>> least.may(Act.SEE, "/1/4/9/"), least.may(Act.OWN, "/1/4/9/"), least.may(Act.SEE, "/1/")
        (True, False, False)
        """
        kept, left = frozenset(acts), Rights([])
        for held, allowed in self._held.items():
            if held.startswith(path) or path.startswith(held):
                at = max(held, path, key=len)
                left._held[at] = left._held.get(at, NOBODY) | (allowed & kept)
        return left

    def roots(self, act: Act) -> list[str]:
        """Return the paths below which an act is allowed, none of them below another."""
        paths = sorted(path for path, acts in self._held.items() if act in acts)
        return [path for at, path in enumerate(paths) if not _is_below_one(path, paths[:at])]

    def within(self, act: Act, field: str = "path") -> Q:
        """Return the condition that keeps rows of units at which an act is allowed.

        Arguments:
            act: that is to be allowed.
            field: of the row that holds the unit's path, as `unit__path`.
        """
        allowed = Q(pk__in=[])
        for path in self.roots(act):
            allowed |= below(path, field)
        return allowed

    def anywhere(self, act: Act) -> bool:
        """Tell whether an act is allowed at any unit."""
        return any(act in acts for acts in self._held.values())


def below(path: str, field: str = "path") -> Q:
    """Return the condition for a unit and all under it: a range, which an index answers.

    >>> below("/1/4/")
    <Q: (AND: ('path__gte', '/1/4/'), ('path__lt', '/1/40'))>
    """
    return Q(**{f"{field}__gte": path, f"{field}__lt": f"{path[:-1]}0"})


def _is_below_one(path: str, others: list[str]) -> bool:
    return any(path.startswith(other) for other in others)
