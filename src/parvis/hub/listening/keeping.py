"""Keys of sources, sealed beside the hub: given once, told never again."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from parvis.errors import KeysError
from parvis.hub.common.errors import RefusedError

if TYPE_CHECKING:
    from parvis.collect.keys import Known


def keep(name: str, secret: str, expires: dt.date | None) -> None:
    """Keep a key, where the listener of this hub finds it.

    Raises:
        RefusedError: it cannot be kept.
    """
    from parvis.collect.keys import Keys

    try:
        Keys.of_environment(os.environ).set(name, secret, expires=expires)
    except (KeysError, OSError) as fault:
        raise RefusedError(str(fault), code="key", field="secret") from fault


def known(name: str) -> Known | None:
    """Return since when a key is kept, and until when it is valid; None where there is none."""
    from parvis.collect.keys import Keys

    try:
        found = Keys.of_environment(os.environ).known()
    except (KeysError, OSError):
        return None
    return next((one for one in found if one.name == name), None)
