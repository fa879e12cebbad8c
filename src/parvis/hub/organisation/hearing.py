"""What the organisation does when other rooms tell something."""

from __future__ import annotations

from parvis.hub.events.bus import hears
from parvis.hub.events.people import SignedOn
from parvis.hub.organisation import services
from parvis.hub.people.models import Person


@hears(SignedOn)
def signed_on(fact: SignedOn) -> None:
    """Give whoever signed on the roles of their groups."""
    services.follow_groups(Person.objects.get(pk=fact.person), fact.groups)
