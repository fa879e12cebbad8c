"""A source's history: walked as far as it gives it, once, from a seam that is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from parvis.collect.page import Page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor
    from parvis.sources.connector import Settings, Visit, Walk


def once(history: Walk) -> Walk:
    """Return a walk over a source's history that ends for good when it was walked whole.

    Its cursor keeps the seam: the moment at which listening began and before which all comes from
    the history.

    Arguments:
        history: of a connector.
    """

    async def pages(settings: Settings, visit: Visit) -> AsyncIterator[Page]:
        kept = dict(visit.since or {"seam": dt.datetime.now(dt.UTC).isoformat()})
        if is_whole(kept):
            return
        async for page in history(settings, replace(visit, since=kept.get("at"))):
            kept = {"seam": kept["seam"], "at": page.cursor}
            yield replace(page, cursor=kept)
        yield Page(cursor={"seam": kept["seam"], "whole": True})

    return pages


def is_whole(cursor: Cursor) -> bool:
    """Tell whether a history was walked whole.

    >>> is_whole({"seam": "2026-11-29T06:00:00+00:00", "whole": True}), is_whole(None)
    (True, False)
    """
    return isinstance(cursor, dict) and bool(cursor.get("whole"))
