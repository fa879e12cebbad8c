"""Who asks: a person, or a key in their name, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from parvis.hub.common.rights import Rights
    from parvis.hub.people.models import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does an act.

    Arguments:
        person: whose name stands in the trail.
        rights: what is allowed to them here; less than the person's where a key acts for them.
    """

    person: Person
    rights: Rights


class Asked(HttpRequest):
    """A request as it reaches a view behind a rule: somebody is signed in, and may what is said."""

    user: Person
    rights: Rights
    actor: Actor
    htmx: HtmxDetails
