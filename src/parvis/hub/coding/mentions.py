"""The words of the mentions of a sample, out of the lake: a coder reads them without anything else.

Neither how the machine read them is in it, nor who wrote them: both would sway the coder.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from django.conf import settings
from django.core.cache import caches

from parvis.hub.explore.public import unnamed
from parvis.store import is_lake, open_lake

if TYPE_CHECKING:
    from parvis.hub.coding.models import Sample
    from parvis.store import Lake

Words = dict[str, dict[str, Any]]
KEPT: Final = 600
"""Seconds for which they are at hand."""
_SHOWN: Final = ("title", "text", "medium", "language", "published_at")
_DAY: Final = dt.timedelta(days=1)


def words(sample: Sample) -> Words:
    """Return the words of each mention by its id; those that are gone are not there.

    Where somebody was erased since they were read, they are read again at once.
    """
    if not is_lake(settings.LAKE):
        return {}
    lake, key = open_lake(settings.LAKE), f"words-of-sample-{sample.pk}"
    held: tuple[int, int, Words] | None = caches["figures"].get(key)
    if held is None or lake.lost(held[0]) != held[1]:
        version = lake.version()
        held = (version, lake.lost(version), _read(lake, sample))
        caches["figures"].set(key, held, KEPT)
    return held[2]


def _read(lake: Lake, sample: Sample) -> Words:
    drawn = {one.mention: one.brands for one in sample.drawn.all()}
    rows = lake.wide(days=(sample.since - _DAY, sample.until + _DAY))
    known = rows.collect_schema().names()
    wanted = ["id", *(name for name in _SHOWN if name in known)]
    found = rows.filter(pl.col("id").is_in(list(drawn))).select(wanted).unique("id")
    read = unnamed(found.collect(engine="streaming")).iter_rows(named=True)
    return {row["id"]: row | {"brands": drawn[row["id"]]} for row in read}
