"""Keys of sources, sealed beside the hub: given once, told never again."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from parvis.errors import KeysError
from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from parvis.collect.keys import Keys, Known
    from parvis.hub.listening.models import Source

SOON: Final = 7
"""Days before its end from which on a key is told to end."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is to be known of the key of a source. The key itself is never told.

    Arguments:
        name: under which it is kept.
        since: when it was given; None where none is kept under this name.
        expires: the last day on which it is valid; None where that is not known.
        days: until then; negative where it is past.
    """

    name: str
    since: dt.datetime | None = None
    expires: dt.date | None = None
    days: int | None = None

    @property
    def is_over(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_ending(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON


def keep(name: str, secret: str, expires: dt.date | None) -> None:
    """Keep a key, where the listener of this hub finds it.

    Raises:
        RefusedError: it cannot be kept.
    """
    try:
        _keys().set(name, secret, expires=expires)
    except (KeysError, OSError) as fault:
        raise RefusedError(str(fault), code="key", field="secret") from fault


def secret(name: str) -> str:
    """Return a key, for the worker that asks a source with it.

    Raises:
        KeysError: there is none of this name, or it does not open.
    """
    return _keys().get(name)


def forget(name: str) -> None:
    """Forget a key, where there is one."""
    with suppress(KeysError, OSError):
        _keys().remove(name)


def all_known() -> list[Known]:
    """Return what may be said of every key that is kept."""
    try:
        return _keys().known()
    except (KeysError, OSError):
        return []


def kept(source: Source) -> Kept | None:
    """Return what is to be known of the key of a source; None where it is asked without one."""
    name = str(source.settings.get("key") or "")
    if not name:
        return None
    held = next((one for one in all_known() if one.name == name), None)
    return _kept(held) if held else Kept(name)


def ending() -> dict[str, Kept]:
    """Return the keys that end within a week, or ended, by name."""
    held = (_kept(one) for one in all_known())
    return {one.name: one for one in held if one.is_ending or one.is_over}


def _kept(known: Known) -> Kept:
    days = (known.expires - timezone.localdate()).days if known.expires else None
    return Kept(known.name, known.since, known.expires, days)


def _keys() -> Keys:
    from parvis.collect.keys import Keys

    return Keys.of_environment(os.environ)
