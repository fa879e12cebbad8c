"""New mentions of a perimeter, in batches, each from where the last one ended in the lake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from django.conf import settings
from django.db import transaction

from parvis.hub.alerts.models import Delivery, Hook
from parvis.hub.explore.public import OF, may_be_seen, of_perimeter
from parvis.hub.work.services import queue
from parvis.store import is_lake, open_lake

if TYPE_CHECKING:
    from parvis.hub.listening.public import Perimeter

TOGETHER: Final = 200
"""Mentions of a batch, at most."""
_TOLD: Final = (
    *("id", "edit_of", "url", "source", "medium", "kind", "published_at", "author", "title"),
    *("text", "language", "tonality", "tonality_p", "is_unsure", "interaction", "reply_to"),
    *("thread", "duplicate_of", "is_spam"),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Mentions that arrived.

    Arguments:
        rows: of them, in the order in which they arrived.
        upto: version of the lake from which on the next batch begins.
    """

    rows: list[dict[str, Any]]
    upto: int


def version() -> int:
    """Return the version of the lake now; 0 where there is none yet."""
    return open_lake(settings.LAKE).version() if is_lake(settings.LAKE) else 0


def batch(perimeter: Perimeter, since: int, upto: int | None = None) -> Batch:
    """Return what arrived between two versions and belongs to a perimeter, so many at most.

    Arguments:
        perimeter: that it belongs to.
        since: a version of the lake.
        upto: another; as it is now, if None.
    """
    if not is_lake(settings.LAKE):
        return Batch([], since)
    lake = open_lake(settings.LAKE)
    upto = lake.version() if upto is None else upto
    came = lake.read("mentions", since=since, version=upto).select("day", "arrival").collect()
    if came.is_empty():
        return Batch([], upto)
    days = came["day"].min(), came["day"].max()
    undated = came["day"].null_count() > 0
    rows = lake.wide(days=days, undated=undated)  # type: ignore[arg-type]
    names = rows.collect_schema().names()
    if "brand" not in names:
        return Batch([], upto)
    is_of = (pl.col("perimeter") == OF) & (pl.col("brand") == perimeter.key)
    is_new = pl.col("arrival").is_between(since, upto, closed="left")
    kept = [name for name in _TOLD if name in names]
    is_open = may_be_seen(of_perimeter(perimeter), [perimeter.key], names)
    found = rows.filter(is_of, is_new, is_open).select("arrival", *kept).sort("arrival")
    told = found.head(TOGETHER + 1).collect(engine="streaming")
    if told.height > TOGETHER:
        told, upto = told.head(TOGETHER), told["arrival"][TOGETHER]
    return Batch(list(told.drop("arrival").iter_rows(named=True)), int(upto))


def gather(hook: Hook) -> bool:
    """Put what arrived into a delivery, once nothing waits before it; tell whether there is more.

    Where the next one begins is moved in the same transaction, so that nothing is left out and
    nothing is in two of them.
    """
    perimeter = hook.perimeter
    if (
        perimeter is None
        or hook.deliveries.exclude(state="done").filter(upto__isnull=False).exists()
    ):
        return False
    found = batch(perimeter, hook.upto)
    if found.upto == hook.upto:
        return False
    with transaction.atomic():
        moved = Hook.objects.filter(pk=hook.pk, upto=hook.upto).update(upto=found.upto)
        if moved and found.rows:
            made = Delivery.objects.create(hook=hook, since=hook.upto, upto=found.upto)
            queue("alerts.deliver", key=f"{made.ident}:0", delivery=made.pk)
    return bool(moved)
