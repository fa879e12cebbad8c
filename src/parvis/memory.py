"""What Python does with memory that loops over many objects should not wait for."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collector() -> Iterator[None]:
    """Look for no circles of objects in a block that makes many objects and no circle.

    They are freed all the same when nothing holds them. The search, begun again at every so many
    objects, would take a third of the time.

    >>> with without_collector():
    ...     gc.isenabled()
    False
    """
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()
