"""One hub serves a home at a time, and whoever comes second is told which."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from parvis.errors import LeaseError
from parvis.hub.common.errors import RefusedError
from parvis.store.lease import holder_of, lease

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = "serving"


@contextmanager
def only_one(home: Path, address: str) -> Iterator[None]:
    """Hold a home until the block ends, or the process does, however it ends.

    Arguments:
        home: folder of the hub.
        address: told to whoever comes second.

    Raises:
        RefusedError: another process serves it.
    """
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    try:
        with lease(folder, address):
            yield
    except LeaseError as error:
        holder = holder_of(folder)
        if holder is None or holder.process == os.getpid():
            raise
        told = {"home": str(home), "process": holder.process, "address": holder.purpose}
        text = (
            "%(home)s is served already, by process %(process)d at %(address)s. "
            "What to do: go to that address, end that process, or name another folder (--home)."
        )
        raise RefusedError(text % told, code="served") from error
