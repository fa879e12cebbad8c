"""What is to be known of accounts: which there are, how they do, what waits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from parvis.hub.accounts.health import Health, health
from parvis.hub.accounts.models import Absence, Account
from parvis.hub.common.acts import Act
from parvis.hub.common.reach import finds
from parvis.hub.common.rights import below
from parvis.hub.organisation.public import Unit, holds

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parvis.hub.common.rights import Rights
    from parvis.hub.people.models import Person

SHOWN = 100


@finds("account")
def account(key: int) -> tuple[Account, str] | None:
    found = _whole(Account.objects.filter(pk=key)).first()
    return (found, found.unit.path) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The accounts of a unit and those under it, in numbers."""

    unit: Unit
    accounts: int
    active: int
    in_order: int
    orphans: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How all accounts do that somebody may see.

    Arguments:
        branches: the units right under the highest that they see, in numbers.
        active, in_order: how many are, and have nothing wrong.
        orphans, orphan_count: active ones that lack people who may answer there.
        wrong, wrong_count: other active ones that are not in order. The first hundred of each.
    """

    branches: list[Branch]
    active: int
    in_order: int
    orphans: list[Health]
    wrong: list[Health]
    orphan_count: int
    wrong_count: int


def overview(rights: Rights) -> Overview:
    """Return how all accounts do, in seven queries however many they are (row 137)."""
    held = health(visible(rights).exclude(state="retired"))
    active = [one for one in held if one.account.state == Account.State.ACTIVE]
    wrong = [one for one in active if one.faults]
    orphans = [one for one in wrong if one.is_orphan]
    return Overview(
        branches=_branches(held, rights),
        active=len(active),
        in_order=len(active) - len(wrong),
        orphans=orphans[:SHOWN],
        wrong=[one for one in wrong if not one.is_orphan][:SHOWN],
        orphan_count=len(orphans),
        wrong_count=len(wrong) - len(orphans),
    )


def visible(rights: Rights) -> QuerySet[Account]:
    """Return the accounts that somebody may see."""
    return _whole(Account.objects.filter(rights.within(Act.SEE, "unit__path")))


def accounts_at(unit: Unit) -> list[Health]:
    """Return how the accounts of a unit and of those under it do, the first two hundred."""
    return health(_whole(Account.objects.filter(below(unit.path, "unit__path")))[: 2 * SHOWN])


def one_health(found: Account) -> Health:
    """Return how an account does."""
    return health([found])[0]


def waiting(person: Person, rights: Rights) -> list[Health]:
    """Return the accounts that wait for somebody: theirs whose why is due, orphans they manage."""
    mine = Account.objects.filter(primary=person, is_due=True, state="active")
    managed = Account.objects.filter(rights.within(Act.MANAGE, "unit__path"), state="active")
    lone = managed.filter(
        Q(primary=F("backup"))
        | ~Q(holds(Act.ANSWER, "primary", "unit__path"))
        | ~Q(holds(Act.ANSWER, "backup", "unit__path"))
    )
    found = {one.account.pk: one for one in health(_whole(mine)[:10])}
    return list((found | {one.account.pk: one for one in health(_whole(lone)[:10])}).values())


def absences(person: Person) -> QuerySet[Absence]:
    """Return the days on which somebody is or will be away."""
    return Absence.objects.filter(person=person, last__gte=timezone.localdate())


def _whole(found: QuerySet[Account]) -> QuerySet[Account]:
    return found.select_related("unit").prefetch_related("primary", "backup", "objective")


def _branches(held: list[Health], rights: Rights) -> list[Branch]:
    """The accounts, counted by the unit right under the highest that is seen."""
    tops = rights.roots(Act.SEE)
    heaps: dict[str, list[Health]] = defaultdict(list)
    for one in held:
        heaps[_branch_path(one.account.unit.path, tops)].append(one)
    units = Unit.objects.filter(path__in=heaps).order_by("name")
    return [_branch(unit, heaps[unit.path]) for unit in units]


def _branch(unit: Unit, held: list[Health]) -> Branch:
    active = [one for one in held if one.account.state == Account.State.ACTIVE]
    return Branch(
        unit=unit,
        accounts=len(held),
        active=len(active),
        in_order=sum(not one.faults for one in active),
        orphans=sum(one.is_orphan for one in active),
        due=sum(one.account.is_due for one in held),
    )


def _branch_path(path: str, tops: list[str]) -> str:
    """The path of the branch that a unit is in.

    >>> _branch_path("/1/4/9/", ["/1/"]), _branch_path("/1/", ["/1/"])
    ('/1/4/', '/1/')
    """
    top = next((top for top in tops if path.startswith(top)), "/")
    return top + path[len(top) :].partition("/")[0] + "/" if path != top else top
