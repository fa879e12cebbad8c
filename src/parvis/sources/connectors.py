"""Every kind of source that can be listened to, by the name it has in a listen file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.sources import watched
from parvis.sources.appstore import connector as appstore
from parvis.sources.bluesky import connector as bluesky
from parvis.sources.bluesky import firehose, jetstream
from parvis.sources.discourse import connector as discourse
from parvis.sources.feed import connector as feed
from parvis.sources.gdelt import connector as gdelt
from parvis.sources.hackernews import connector as hackernews
from parvis.sources.lemmy import connector as lemmy
from parvis.sources.mail import connector as mail
from parvis.sources.mastodon import connector as mastodon
from parvis.sources.reddit import connector as reddit
from parvis.sources.sitemaps import connector as sitemaps
from parvis.sources.webhook import connector as webhook
from parvis.sources.webpages import connector as webpages
from parvis.sources.youtube import connector as youtube

if TYPE_CHECKING:
    from parvis.sources.connector import Connector

CONNECTORS: Final[dict[str, Connector]] = {
    connector.kind: connector
    for connector in (
        watched.CONNECTOR,
        bluesky.CONNECTOR,
        jetstream.CONNECTOR,
        firehose.CONNECTOR,
        feed.CONNECTOR,
        mail.CONNECTOR,
        mastodon.CONNECTOR,
        sitemaps.CONNECTOR,
        webpages.CONNECTOR,
        hackernews.CONNECTOR,
        discourse.CONNECTOR,
        lemmy.CONNECTOR,
        gdelt.CONNECTOR,
        appstore.CONNECTOR,
        reddit.CONNECTOR,
        youtube.CONNECTOR,
        webhook.CONNECTOR,
    )
}
