"""How tests ask the API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.test import Client

from parvis.hub.organisation.keys import make_key

if TYPE_CHECKING:
    from parvis.hub.organisation.models import Unit
    from tests.hub.conftest import Org


def by_key(
    org: Org, role: str = "manager", code: str = "volcan", at: Unit | None = None, **said: Any
) -> Client:
    """A client that has a key of whoever holds a role at a unit."""
    text = make_key(org.actor(role, code), at or org.volcan, name="Key", **said)[1]
    return Client(headers={"Authorization": f"Bearer {text}"})


def send(client: Client, method: str, url: str, body: Any = None, **headers: str) -> Any:
    data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1{url}", headers=headers, **data)
