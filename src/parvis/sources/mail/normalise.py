"""Messages of a mailbox, taken apart, become mentions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from parvis.sources.payload import first

if TYPE_CHECKING:
    from parvis.sources.platform import Item, Record


def record(item: Item) -> Record | str:
    """Return the values of a message under the schema's names, or why it is none.

    >>> record({"id": "7@a.example", "text": "Oui", "from": "Lea"})["author"]
    'Lea'
    """
    if "raw" in item:
        return "a message that cannot be taken apart"
    if not any(item.get(name) for name in ("id", "address", "from", "subject", "text")):
        return "an empty message"
    return {
        "id": item.get("id"),
        "published_at": _published(item.get("date"), item.get("arrived")),
        "author_id": item.get("address"),
        "author": first([item.get("from"), item.get("address")]),
        "title": item.get("subject"),
        "text": _with_names(item),
        "declared_language": item.get("language"),
        "reply_to": item.get("answers"),
        "thread": item.get("thread"),
    }


def _with_names(item: Item) -> str:
    """What a message says; what is attached is named, for it may be all that is said."""
    names = [f"[{name}]" for name in item.get("attachments") or []]
    return "\n".join([str(item.get("text") or ""), *names]).strip()


def _published(said: str | None, arrived: str | None) -> str | None:
    """The time its author's clock shows, unless it is later than its arrival by more than a day."""
    if said is None or arrived is None:
        return first([said, arrived])
    lead = _aware(said) - _aware(arrived)
    return arrived if lead > dt.timedelta(days=1) else said


def _aware(moment: str) -> dt.datetime:
    """An author who hides the zone (-0000) gives the time of Greenwich."""
    read = dt.datetime.fromisoformat(moment)
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)
