"""The door of accounts."""

from __future__ import annotations

from parvis.hub.accounts.health import Health
from parvis.hub.accounts.models import Account
from parvis.hub.accounts.selectors import waiting

__all__ = ["Account", "Health", "waiting"]
