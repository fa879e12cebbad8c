"""Keys of the API: each acts for a person, with some of what that person may do."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Actor
from parvis.hub.common.reach import require
from parvis.hub.organisation.models import ApiKey, Unit
from parvis.hub.organisation.selectors import rights_of

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX: Final = "parvis_"
_SEEN: Final = dt.timedelta(minutes=1)


@transaction.atomic
def make_key(
    by: Actor, unit: Unit, *, name: str, acts: Iterable[str], expires_at: dt.datetime | None = None
) -> tuple[ApiKey, str]:
    """Make a key that acts for whoever makes it, and return it and its text, known once.

    Arguments:
        by: for whom it acts; what they may not do, it may not either, then as now.
        unit: below which alone it works.
        name: by which people know it.
        acts: that it may do; seeing is always among them.
        expires_at: when it ends; None for never.
    """
    require(by.rights, Act.SEE, unit.path)
    text = PREFIX + secrets.token_urlsafe(32)
    kept = sorted({Act.SEE, *(Act(act) for act in acts)})
    key = ApiKey.objects.create(
        person=by.person, unit=unit, name=name, acts=kept, mark=_mark(text), expires_at=expires_at
    )
    told = {"name": name, "acts": kept}
    record("organisation.key.made", by.person, path=unit.path, about=f"key:{key.pk}", **told)
    return key, text


@transaction.atomic
def end_key(by: Actor, key: ApiKey) -> None:
    """End a key: one's own, or one of a unit that one manages."""
    if key.person_id != by.person.pk:
        require(by.rights, Act.MANAGE, key.unit.path)
    record(
        "organisation.key.ended", by.person, path=key.unit.path, about=f"key:{key.pk}",
        name=key.name,
    )  # fmt: skip
    key.delete()


def actor_of(text: str) -> Actor | None:
    """Return whom a key acts for and what is allowed to it; None where it is no key, or over."""
    held = ApiKey.objects.select_related("person", "unit").filter(mark=_mark(text)).first()
    now = timezone.now()
    if held is None or not held.person.is_active or (held.expires_at and held.expires_at <= now):
        return None
    if held.used_at is None or now - held.used_at > _SEEN:
        ApiKey.objects.filter(pk=held.pk).update(used_at=now)
    rights = rights_of(held.person_id).limited(held.unit.path, map(Act, held.acts))
    return Actor(held.person, rights)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
