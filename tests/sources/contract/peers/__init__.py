"""Every kind of source, as a server that a test can run."""

from __future__ import annotations

from tests.sources.contract.peers.bluesky import Author, Firehose, Jetstream, Repository, Search
from tests.sources.contract.peers.feed import JsonFeed, Paged, Rss
from tests.sources.contract.peers.files import Files
from tests.sources.contract.peers.forums import (
    Discourse,
    HackerNews,
    Lemmy,
    LemmyComments,
    LemmyFour,
)
from tests.sources.contract.peers.keyed import Reddit, YouTube
from tests.sources.contract.peers.mail import Mailbox
from tests.sources.contract.peers.mastodon import Mastodon, MastodonStream
from tests.sources.contract.peers.open import AppStore, Gdelt
from tests.sources.contract.peers.web import Pages, Site
from tests.sources.contract.peers.webhook import Webhook

PEERS = (
    Mastodon,
    MastodonStream,
    Search,
    Author,
    Repository,
    Jetstream,
    Firehose,
    Mailbox,
    Rss,
    Paged,
    JsonFeed,
    HackerNews,
    Discourse,
    Lemmy,
    LemmyComments,
    LemmyFour,
    Gdelt,
    AppStore,
    Reddit,
    YouTube,
    Site,
    Pages,
    Webhook,
    Files,
)
