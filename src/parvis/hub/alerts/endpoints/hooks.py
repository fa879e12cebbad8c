"""Webhooks by their API: where it is sent, what, and how that went."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema, Status
from pydantic import UUID4, Field

from parvis.hub.alerts import selectors, services
from parvis.hub.alerts.models import Delivery, Hook
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Id, Name, chosen, text
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening.public import Perimeter
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("webhooks")

Url = Annotated[str, text(500, least=1)]


class HookOut(Schema):
    """An address that is told of something."""

    id: int
    unit_id: int
    name: str
    url: str
    perimeter_id: int | None = Field(description="Whose new mentions it is told of; null: alerts")
    stopped_at: dt.datetime | None = Field(description="When it was given up; null while it sends")


class SecretOut(HookOut):
    """A webhook and the secret that signs, which is told only now."""

    secret: str = Field(description="As Standard Webhooks has it: whsec_ and base64")


class HookIn(Schema):
    name: Name
    url: Url = Field(description="https, and on no private network")
    perimeter_id: Id | None = Field(None, description="Whose new mentions; null for alerts")


class DeliveryOut(Schema):
    """Something that a webhook is told."""

    ident: UUID4 = Field(description="The webhook-id: the same however often it is sent")
    kind: Literal["alert.fired", "mentions.arrived", "test"]
    state: Literal["waiting", "done", "failed"]
    tries: int
    made_at: dt.datetime
    tried_at: dt.datetime | None
    next_at: dt.datetime | None
    status: int | None = Field(description="Of the last answer")
    fault: str


@endpoints.get("/units/{int:unit}/webhooks", Act.MANAGE, said.Page[HookOut])
def hooks(request: Asked, unit: Unit, page: said.AskedPage) -> dict[str, Any]:
    """List the webhooks of a unit."""
    return said.paged(selectors.hooks(unit), page)


@endpoints.post("/units/{int:unit}/webhooks", Act.MANAGE, SecretOut, 201)
def add_hook(request: Asked, unit: Unit, body: HookIn) -> Status[dict[str, Any]]:
    """Have an address be told of the alerts of a unit and those under it, or of new mentions.

    Each message is signed as Standard Webhooks says. It comes at least once: the same `webhook-id`
    is the same message. `Retry-After` is heeded.
    """
    seen = Perimeter.objects.filter(request.rights.within(Act.LISTEN, "unit__path"))
    perimeter = chosen(seen.select_related("unit"), body.perimeter_id, "perimeter_id")
    told = {"name": body.name, "url": body.url, "perimeter": perimeter}
    return Status(201, _with(*services.add_hook(request.actor, unit, **told)))


@endpoints.get("/webhooks/{int:hook}", Act.MANAGE, HookOut)
def hook(request: Asked, hook: Hook) -> Hook:
    """Return a webhook."""
    return hook


@endpoints.delete("/webhooks/{int:hook}", Act.MANAGE, None, 204)
def remove_hook(request: Asked, hook: Hook) -> Status[None]:
    """Remove a webhook, its secret and its log."""
    services.remove_hook(request.actor, hook)
    return Status(204, None)


@endpoints.post("/webhooks/{int:hook}/secret", Act.MANAGE, SecretOut)
def renew(request: Asked, hook: Hook) -> dict[str, Any]:
    """Draw another secret; the one before signs too for a day."""
    return _with(hook, services.renew(request.actor, hook))


@endpoints.post("/webhooks/{int:hook}/resume", Act.MANAGE, HookOut)
def resume(request: Asked, hook: Hook) -> Hook:
    """Take a webhook up again that was given up; nothing is left out."""
    services.resume(request.actor, hook)
    hook.refresh_from_db()
    return hook


@endpoints.post("/webhooks/{int:hook}/test", Act.MANAGE, DeliveryOut, 201)
def test(request: Asked, hook: Hook) -> Status[Delivery]:
    """Send a test."""
    return Status(201, services.test_send(request.actor, hook))


@endpoints.get("/webhooks/{int:hook}/deliveries", Act.MANAGE, list[DeliveryOut])
def deliveries(request: Asked, hook: Hook) -> list[Delivery]:
    """List the last fifty deliveries, the newest first."""
    return selectors.deliveries(hook)


def _with(hook: Hook, secret: str) -> dict[str, Any]:
    return {name: getattr(hook, name) for name in HookOut.model_fields} | {"secret": secret}
