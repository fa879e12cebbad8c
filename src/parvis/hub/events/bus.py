"""Who hears which fact: told once the transaction in which it became true is committed."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable

Fact = TypeVar("Fact")
_HEARING: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def hears(kind: type[Fact]) -> Callable[[Callable[[Fact], None]], Callable[[Fact], None]]:
    """Have a function hear every fact of a kind; a room does so in its `apps.ready`."""

    def heard(function: Callable[[Fact], None]) -> Callable[[Fact], None]:
        if function not in _HEARING[kind]:
            _HEARING[kind].append(function)
        return function

    return heard


def tell(fact: object) -> None:
    """Tell a fact to whoever hears its kind, after commit; one that fails does not stop the rest.

    What must happen is not told but queued (`work.services.queue`), in the same transaction.
    """
    for function in _HEARING[type(fact)]:
        transaction.on_commit(partial(function, fact), robust=True)
