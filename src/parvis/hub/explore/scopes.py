"""What is explored: the perimeters of an objective, or one of them, as far as somebody may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parvis.hub.accounts.public import Account
from parvis.hub.common.rights import below
from parvis.hub.listening.public import Perimeter, Source, perimeters_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.rights import Rights
    from parvis.hub.objectives.public import Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is explored.

    Arguments:
        kind: "perimeter" or "objective".
        pk: of that.
        title: as people know it.
        family: of the objective that it serves; "awareness" where it serves none yet.
        path: of its unit.
        names: the key by which the lake knows each perimeter, to its name, no two alike.
        queries: the same keys to what is listened for.
        ours: names of those that are about us.
        sources: the same keys as of names to the sources at or below the unit of each perimeter:
            what was said to us in private is of a perimeter only where it came by one of them.
        accounts: our active presences, as authors are written, to the name that is theirs.
        paths: of the units that those perimeters belong to.
    """

    kind: str
    pk: int
    title: str
    family: str
    path: str
    names: Mapping[str, str]
    queries: Mapping[str, str]
    ours: tuple[str, ...] = ()
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """By which what was found in it is remembered."""
        return f"{self.kind}-{self.pk}:{','.join(sorted(self.names))}"


def of_perimeter(perimeter: Perimeter, beside: Iterable[Perimeter] = ()) -> Scope:
    """Return one perimeter as a scope, and others to compare it with."""
    objective = perimeter.objective
    family = objective.family if objective else None
    return _scope(perimeter, perimeter.name, family, [perimeter, *beside])


def of_objective(objective: Objective, rights: Rights, beside: Iterable[Perimeter] = ()) -> Scope:
    """Return the perimeters of an objective that somebody may see, and others beside them."""
    seen = [*perimeters_of(objective, rights), *beside]
    return _scope(objective, objective.statement, objective.family, seen)


def _scope(
    thing: Perimeter | Objective, title: str, family: str | None, seen: Iterable[Perimeter]
) -> Scope:
    held = list(dict.fromkeys(seen))
    names = _apart(held)
    ours = [one for one in held if one.is_ours]
    return Scope(
        kind="perimeter" if isinstance(thing, Perimeter) else "objective",
        pk=thing.pk,
        title=title,
        family=family or "awareness",
        path=thing.unit.path,
        names=names,
        queries={one.key: one.query for one in held},
        ours=tuple(names[one.key] for one in ours),
        sources=_sources({one.key: one.unit.path for one in held}),
        accounts=_accounts({one.unit.path: names[one.key] for one in ours}),
        paths=frozenset(one.unit.path for one in held),
    )


def _sources(paths: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The sources at or below the unit of each perimeter, which whoever sees it sees too."""
    known = [(one.key, one.unit.path) for one in Source.objects.select_related("unit")]
    return {
        key: tuple(source for source, at in known if at.startswith(path))
        for key, path in paths.items()
    }


def _accounts(named: Mapping[str, str]) -> dict[str, str]:
    """Our active accounts of these units' branches; each is of the nearest one above it."""
    found = {}
    for path in sorted(named, key=len):
        held = Account.objects.filter(below(path, "unit__path"), state=Account.State.ACTIVE)
        for handle in held.values_list("handle", flat=True):
            found[handle.strip().lstrip("@").lower()] = named[path]
    return found


def _apart(held: list[Perimeter]) -> dict[str, str]:
    """Names of perimeters; those that share one are told apart by their unit, and at last by id."""
    often = Counter(one.name for one in held)
    full = {
        one.key: one.name if often[one.name] == 1 else f"{one.name} ({one.unit})" for one in held
    }
    again = Counter(full.values())
    return {
        key: name if again[name] == 1 else f"{name} {key.removeprefix('p')}"
        for key, name in full.items()
    }
