"""Accounts from a file: read, held against those there are, shown before anything is done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.hub.accounts.models import Account
from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.reach import require
from parvis.hub.common.rights import Rights, below
from parvis.hub.organisation.public import Import, Plan, Sheet, Unit, cells_of, rights_of_all
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.common.asking import Actor

SHEET: Final = Sheet(
    {
        "network": "network", "réseau": "network",
        "handle": "handle", "compte": "handle",
        "url": "url", "adresse": "url",
        "unit": "unit", "unité": "unit",
        "primary": "primary", "titulaire": "primary",
        "backup": "backup", "suppléant": "backup",
        "why": "why", "pourquoi": "why",
        "audience": "audience", "public": "audience",
    },
    ("network", "handle"),
)  # fmt: skip
FIELDS: Final = ("url", "primary", "backup", "why", "audience", "answered_at")
_ADDRESS: Final = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file; people by the address of their mail, units by their code."""

    line: int
    network: str = ""
    handle: str = ""
    url: str = ""
    unit: str = ""
    primary: str = ""
    backup: str = ""
    why: str = ""
    audience: str = ""

    @property
    def label(self) -> str:
        return f"{self.handle} ({self.network})"

    @property
    def note(self) -> str:
        return self.unit

    @property
    def key(self) -> tuple[str, str]:
        return self.network, self.handle

    @property
    def cells(self) -> list[str]:
        return [
            self.network, self.handle, self.url, self.unit, self.primary, self.backup, self.why,
            self.audience,
        ]  # fmt: skip


class _Ground:
    """What rows are held against."""

    def __init__(self, by: Actor, under: Unit, rows: list[Row]) -> None:
        self.by, self.under = by, under
        self.units = {one.code: one for one in Unit.objects.filter(below(under.path))}
        handles = {row.handle for row in rows}
        found = Account.objects.filter(handle__in=handles) if len(handles) < 500 else _all()
        self.held = {(one.network, one.handle): one for one in found.select_related("unit")}
        self.people = {one.email: one for one in Person.objects.filter(is_active=True)}
        self.rights = rights_of_all(one.pk for one in self.people.values())
        self.seen: dict[tuple[str, str], int] = {}

    def unit(self, row: Row) -> Unit | None:
        held = self.held.get(row.key)
        if held is not None and not row.unit:
            return held.unit
        return self.units.get(row.unit) if row.unit else self.under

    def may_answer(self, email: str, unit: Unit) -> bool:
        person = self.people.get(email)
        rights = self.rights.get(person.pk, Rights([])) if person else Rights([])
        return rights.may(Act.ANSWER, unit.path)


def plan(by: Actor, under: Unit, text: str) -> Plan[Row]:
    """Hold a file against the accounts that there are.

    Raises:
        RefusedError: it is no table of accounts.
    """
    return _planned(by, under, text)[0]


@transaction.atomic
def import_accounts(by: Actor, under: Unit, text: str) -> Plan[Row]:
    """Add the accounts of a file as drafts and change those there are, all in one transaction.

    Raises:
        ForbiddenError: `by` may not manage the unit.
        RefusedError: it is no table of accounts.
    """
    require(by.rights, Act.MANAGE, under.path)
    done, ground = _planned(by, under, text)
    made = [
        Account(unit=ground.unit(row), network=row.network, handle=row.handle, **_told(row, ground))
        for row in done.new
    ]
    Account.objects.bulk_create([_answered(one) for one in made], batch_size=500)
    changed = [_answered(one) for one in done.changed_things()]
    Account.objects.bulk_update(changed, FIELDS, batch_size=500)
    record(
        "accounts.imported", by.person, path=under.path, about=f"unit:{under.pk}",
        new=len(done.new), changed=len(done.changed), same=len(done.same),
        left_out=len(done.faults), sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )  # fmt: skip
    return done


def _planned(by: Actor, under: Unit, text: str) -> tuple[Plan[Row], _Ground]:
    rows = [_row(line, cells) for line, cells in cells_of(text, SHEET)]
    ground, found = _Ground(by, under, rows), Plan[Row]()
    for row in rows:
        why = next(_faults(row, ground), "")
        if why:
            found.faults.append((row, why))
            continue
        told = {name: value for name, value in _told(row, ground).items() if value}
        found.sort_in(row, ground.held.get(row.key), told)
    return found, ground


def _row(line: int, cells: dict[str, str]) -> Row:
    row = Row(line, **cells)
    return replace(
        row, network=row.network.lower(), primary=row.primary.lower(), backup=row.backup.lower()
    )


def _faults(row: Row, ground: _Ground) -> Iterator[str]:
    if row.network not in Account.Network.values:
        yield _("“%(network)s” is no network of ours") % {"network": row.network}
    if not 0 < len(row.handle) <= 120:
        yield _("it has no name, or one of more than 120 characters")
    if row.url and not _is_address(row.url):
        yield _("its address is no address of the web")
    first = ground.seen.setdefault(row.key, row.line)
    if first != row.line:
        yield _("line %(line)d is of the same account") % {"line": first}
    yield from _faults_at(row, ground)


def _faults_at(row: Row, ground: _Ground) -> Iterator[str]:
    """What is wrong with its unit, its state and its people."""
    unit, held = ground.unit(row), ground.held.get(row.key)
    if unit is None or not ground.by.rights.may(Act.MANAGE, unit.path):
        yield _("there is no unit of the code “%(code)s” that you manage") % {"code": row.unit}
        return
    if held is not None and held.unit_id != unit.pk:
        yield _("this account is of another unit")
    if held is not None and held.state == Account.State.ACTIVE:
        yield _("this account is active: change it on its page")
    yield from _faults_of_people(row, unit, ground)


def _faults_of_people(row: Row, unit: Unit, ground: _Ground) -> Iterator[str]:
    for email in filter(None, (row.primary, row.backup)):
        if not ground.may_answer(email, unit):
            yield _("%(email)s may not answer people there") % {"email": email}
    if row.primary and row.primary == row.backup:
        yield _("the same person is named twice")


def _told(row: Row, ground: _Ground) -> dict[str, Any]:
    return {
        "url": row.url,
        "primary": ground.people.get(row.primary),
        "backup": ground.people.get(row.backup),
        "why": row.why,
        "audience": row.audience,
    }


def _answered(account: Account) -> Account:
    if account.why.strip() and account.answered_at is None:
        account.answered_at = timezone.now()
    return account


def _is_address(said: str) -> bool:
    try:
        _ADDRESS(said)
    except ValidationError:
        return False
    return len(said) <= 300


def _all() -> Any:
    return Account.objects.all()


ACCOUNTS: Final = Import(
    name="import_accounts",
    act=Act.MANAGE,
    title=gettext_lazy("Import accounts"),
    plan=plan,
    does=import_accounts,
    back="unit_accounts",
    example=(
        ("network", "handle", "url", "unit", "primary", "backup", "why", "audience"),
        (
            "mastodon", "@ibis_lyon", "https://social.example/@ibis_lyon", "H0143",
            "lea@example.org", "sam@example.org", "", "",
        ),
    ),
)  # fmt: skip
