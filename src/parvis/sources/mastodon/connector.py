"""Listens to a Mastodon server, or what speaks its API: hashtags, accounts, timelines, searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.collect.walks import newest_first
from parvis.sources.connector import Connector
from parvis.sources.mastodon import PLATFORM, streaming
from parvis.sources.mastodon.normalise import record
from parvis.sources.mastodon.server import Mastodon, Server, when

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Page
    from parvis.sources.connector import Visit


def pages(settings: Mastodon, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest status down to those that were kept; or hear them as they come."""
    if settings.stream:
        return streaming.pages(settings, visit)
    return newest_first(Server(settings, visit).ask, visit.since, when)


def history(settings: Mastodon, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest status down to the first that the server gives."""
    return newest_first(Server(settings, visit).ask, visit.since, when, is_whole=True)


CONNECTOR: Final = Connector(
    kind="mastodon",
    habits=PLATFORM.habits,
    record=record,
    settings=Mastodon,
    pages=pages,
    history=history,
    is_stream=lambda settings: settings.stream,
)
