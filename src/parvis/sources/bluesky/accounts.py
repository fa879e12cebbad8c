"""What becomes of accounts, as the AT Protocol tells it: with an account go all its posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.collect.page import Departure
from parvis.sources.payload import dig

if TYPE_CHECKING:
    from parvis.collect.page import Item

HIDDEN: Final = frozenset({"takendown", "suspended", "deactivated"})
"""Why an account that is still there is shown to nobody; it may come back."""


def departures(event: Item) -> list[Departure]:
    """Return the account that an event says is gone, if it says so.

    A server that cannot reach an account for a while, or throttles it, says that it is not active
    too; it is not gone.

    Arguments:
        event: of an account: `did`, `active`, `status`.

    Source: atproto.com, "Account lifecycle" and "com.atproto.sync.subscribeRepos", November 2026.

    >>> departures({"did": "did:plc:a", "active": False, "status": "deleted"})
    [Departure(author='did:plc:a', for_good=True)]
    >>> departures({"did": "did:plc:a", "active": False, "status": "throttled"})
    []
    """
    did, status = dig(event, "did"), dig(event, "status")
    is_gone = dig(event, "active") is False and (status == "deleted" or status in HIDDEN)
    return [Departure(str(did), for_good=status == "deleted")] if did and is_gone else []
