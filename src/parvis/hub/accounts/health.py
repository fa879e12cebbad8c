"""Whether an account is in order: who answers there today, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from parvis.hub.accounts.models import Absence, Account
from parvis.hub.accounts.words import FAULTS
from parvis.hub.common.acts import Act
from parvis.hub.common.rights import Rights
from parvis.hub.organisation.public import rights_of_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.people.models import Person

ORPHANED: Final = frozenset(
    {"no_primary", "no_backup", "one_person", "primary_gone", "backup_gone"}
)
"""Faults by which an account is left without two people who may answer there (row 72)."""
_NOTHING: Final = Rights([])


@dataclass(frozen=True, slots=True)
class Health:
    """How an account does.

    Arguments:
        account: with its unit, people and objective.
        faults: what is wrong, in the order of what to mend first.
        acting: who answers there today; None where nobody can.
    """

    account: Account
    faults: tuple[str, ...]
    acting: Person | None

    @property
    def is_orphan(self) -> bool:
        return bool(ORPHANED.intersection(self.faults))

    @property
    def words(self) -> list[str]:
        return [str(FAULTS[fault]) for fault in self.faults]

    @property
    def is_handed_over(self) -> bool:
        """Whether the backup answers, the other being absent."""
        return self.acting is not None and self.acting == self.account.backup


def health(accounts: Iterable[Account]) -> list[Health]:
    """Return how accounts do, in two queries however many they are.

    Arguments:
        accounts: with unit, primary, backup and objective at hand.
    """
    held = list(accounts)
    people = {key for one in held for key in (one.primary_id, one.backup_id) if key is not None}
    rights, absent = rights_of_all(people), _absent(people)
    return [_health(one, rights, absent) for one in held]


def _health(account: Account, rights: dict[int, Rights], absent: set[int]) -> Health:
    path = account.unit.path
    fit = [
        one if one and rights.get(one.pk, _NOTHING).may(Act.ANSWER, path) else None
        for one in (account.primary, account.backup)
    ]
    here = [one for one in fit if one and one.pk not in absent]
    faults = (*_of_people(account, fit), *_of_aims(account))
    is_left = account.state == Account.State.ACTIVE and any(fit) and not here
    return Health(
        account, (*faults, "nobody_here") if is_left else faults, here[0] if here else None
    )


def _of_people(account: Account, fit: list[Person | None]) -> Iterator[str]:
    if account.primary_id is None:
        yield "no_primary"
    elif fit[0] is None:
        yield "primary_gone"
    if account.backup_id is None:
        yield "no_backup"
    elif account.backup_id == account.primary_id:
        yield "one_person"
    elif fit[1] is None:
        yield "backup_gone"


def _of_aims(account: Account) -> Iterator[str]:
    if account.objective is None or account.objective.state != "live":
        yield "no_objective"
    if account.is_due:
        yield "why_due"


def _absent(people: set[int]) -> set[int]:
    today = timezone.localdate()
    away = Absence.objects.filter(person_id__in=people, first__lte=today, last__gte=today)
    return set(away.values_list("person_id", flat=True))
