"""Who is told of an alert: as many as may see it, each at their own pace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.hub.alerts.models import Alert, Recipient
from parvis.hub.alerts.models.alerts import Pace
from parvis.hub.common.acts import Act
from parvis.hub.common.errors import RefusedError
from parvis.hub.common.reach import require
from parvis.hub.organisation.public import people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit
    from parvis.hub.people.models import Person


def seeing(unit: Unit, wanted: Iterable[Person]) -> set[int]:
    """Return the keys of people who are to be told of what a unit sees.

    Raises:
        RefusedError: one of them may not see it.
    """
    keys = {one.pk for one in wanted}
    allowed = people(unit, Act.SEE).filter(pk__in=keys)
    if keys - set(allowed.values_list("pk", flat=True)):
        text = _("Everybody who is told must be allowed to see this unit.")
        raise RefusedError(text, code="recipients", field="recipients")
    return keys


@transaction.atomic
def set_recipients(by: Actor, alert: Alert, wanted: Iterable[Person]) -> None:
    """Have these people be told of an alert, beside whoever follows it by themselves.

    Raises:
        ForbiddenError: `by` may not change what is listened to there.
        RefusedError: one of them may not see its unit.
    """
    require(by.rights, Act.LISTEN, alert.unit.path)
    keys = seeing(alert.unit, wanted)
    held = set(alert.recipients.values_list("person_id", flat=True))
    made = [Recipient(alert=alert, person_id=key) for key in keys - held]
    Recipient.objects.bulk_create(made, ignore_conflicts=True)


@transaction.atomic
def follow(by: Actor, alert: Alert, *, pace: str) -> Recipient:
    """Be told of an alert, at one's own pace."""
    require(by.rights, Act.SEE, alert.unit.path)
    if pace not in Pace.values:
        raise RefusedError(_("There is no such pace."), code="pace", field="pace")
    told = {"pace": pace}
    made, _is_new = Recipient.objects.update_or_create(
        alert=alert, person=by.person, defaults=told
    )  # fmt: skip
    return made


@transaction.atomic
def leave(by: Actor, alert: Alert, person: Person | None = None) -> None:
    """Be told of an alert no more, or have somebody be told no more."""
    if person is not None and person.pk != by.person.pk:
        require(by.rights, Act.LISTEN, alert.unit.path)
    Recipient.objects.filter(alert=alert, person=person or by.person).delete()
