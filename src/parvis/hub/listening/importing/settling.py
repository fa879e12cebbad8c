"""What became of the rows of a file: counted once the listener has brought it into the lake."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from parvis.hub.listening.importing import shelf
from parvis.hub.listening.models import Import
from parvis.hub.listening.services import leave
from parvis.hub.work.services import queue
from parvis.schema import UTC_TIME

if TYPE_CHECKING:
    from parvis.hub.listening.models import Source

AGAIN, RARELY = dt.timedelta(seconds=2), dt.timedelta(minutes=5)
"""How soon it is looked again, the later the longer it takes: the listener may not be running."""
DAYS: Final = 400
"""The last days that are kept of what it holds; older rows are counted together."""


def settle(pk: int) -> None:
    """Count what became of a file, where it was read whole; else look again later."""
    one = Import.objects.select_related("source").filter(pk=pk, state="taking").first()
    if one is None or one.source is None:
        return
    if one.source.is_active and not _is_read(one, one.source):
        waited = (timezone.now() - one.made_at) / 10
        queue("listening.settle", due_at=timezone.now() + min(max(AGAIN, waited), RARELY), file=pk)
        return
    came = _counted(one, one.source)
    with transaction.atomic():
        told = {**one.told, "rows": [], "letters": []}
        done = {"state": "done", "done_at": timezone.now(), "came": came, "told": told}
        if Import.objects.filter(pk=pk, state="taking").update(**done):
            leave(one.source)
    shelf.clear(one, whole=False)


def _is_read(one: Import, source: Source) -> bool:
    """Whether the listener has saved that it read the file, which it does once it is kept."""
    from parvis.collect.cursors import Cursors

    saved = Cursors(settings.LAKE / "listening" / "cursors.json").of(source.key)
    return isinstance(saved, dict) and str(shelf.path_of(one)) in saved


def _counted(one: Import, source: Source) -> dict[str, Any]:
    """The rows of a file add up: kept, held already, and not read."""
    held = _held(source)
    new = held.filter(pl.col("edit_of").is_null()).height
    stopped = not _is_read(one, source)
    return {
        "read": one.told["read"], "rejected": one.told["rejected"],
        "new": new, "edits": held.height - new,
        "twice": 0 if stopped else max(0, one.told["readable"] - held.height),
        "unread": one.told["readable"] - held.height if stopped else 0,
        "days": _days(held), "undated": held["published_at"].null_count(),
    }  # fmt: skip


def _held(source: Source) -> pl.DataFrame:
    from parvis.store import is_lake, open_lake

    columns: dict[str, Any] = {"published_at": UTC_TIME, "edit_of": pl.String}
    if not is_lake(settings.LAKE):
        return pl.DataFrame(schema=columns)
    mentions = open_lake(settings.LAKE).read("mentions")
    if "via" not in mentions.collect_schema():
        return pl.DataFrame(schema=columns)
    is_of_it = (pl.col("via") == source.key) & pl.col("deleted_at").is_null()
    return mentions.filter(is_of_it).select(*columns).collect()


def _days(held: pl.DataFrame) -> list[list[Any]]:
    """How many were published each day, the oldest first."""
    days = held.drop_nulls("published_at").group_by(day=pl.col("published_at").dt.date()).len()
    return [[day.isoformat(), count] for day, count in days.sort("day").tail(DAYS).iter_rows()]
