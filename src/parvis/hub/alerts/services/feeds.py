from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from parvis.hub.alerts.feeding import mark, new_token
from parvis.hub.alerts.models import Feed
from parvis.hub.audit.public import record
from parvis.hub.common.acts import Act
from parvis.hub.common.reach import require

if TYPE_CHECKING:
    from parvis.hub.common.asking import Actor
    from parvis.hub.organisation.public import Unit


@transaction.atomic
def make_feed(by: Actor, *, unit: Unit | None = None) -> tuple[Feed, str]:
    """Make the secret address of a feed, and return it and its secret, known once.

    Arguments:
        by: whose it is, and with whose rights it is read.
        unit: whose alerts it holds, and those of units under it; None for those `by` follows.
    """
    if unit is not None:
        require(by.rights, Act.SEE, unit.path)
    token = new_token()
    made = Feed.objects.create(person=by.person, unit=unit, mark=mark(token))
    path = unit.path if unit is not None else ""
    record("alerts.feed.made", by.person, path=path, about=f"feed:{made.pk}")
    return made, token


@transaction.atomic
def revoke_feed(by: Actor, feed: Feed) -> None:
    """Revoke an address of one's own: it holds nothing any more."""
    path = feed.unit.path if feed.unit is not None else ""
    record("alerts.feed.ended", by.person, path=path, about=f"feed:{feed.pk}")
    feed.delete()
