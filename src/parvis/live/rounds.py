"""What is walked: each source of the listen file, and its history where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from parvis.live.backfill import is_whole
from parvis.live.backfill import once as backfill
from parvis.live.walking import Round
from parvis.sources.connector import Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.collect.cursors import Cursors
    from parvis.collect.web import Web
    from parvis.live.plan import Plan

HISTORY = " (history)"
"""What is added to a source's name where the cursor of its history is kept."""


def rounds_of(
    plan: Plan,
    web: Web,
    cursors: Cursors,
    secrets: Callable[[str], str | None],
    *,
    once: bool,
) -> Iterator[Round]:
    """Yield the walks of a listen file, each from where it was.

    Arguments:
        plan: the listen file.
        web: fetches.
        cursors: where each walk is.
        secrets: credentials by name.
        once: whether each source is visited once.
    """
    for heard in plan.heard:
        name, connector, settings = heard.name, heard.connector, heard.settings
        visit = Visit(
            web=web,
            since=cursors.of(name),
            secret=secrets(settings.key) if settings.key else None,
            folder=plan.folder,
            saved=partial(cursors.of, name),
        )
        yield Round(heard=heard, walk=connector.pages, name=name, visit=visit, is_once=once)
        past = name + HISTORY
        if connector.history and settings.history and not is_whole(cursors.of(past)):
            yield Round(
                heard=heard,
                walk=backfill(connector.history),
                name=past,
                visit=replace(visit, since=cursors.of(past), saved=partial(cursors.of, past)),
                is_once=once,
                is_backfill=True,
            )
