"""Acts and kinds of sources in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTS: Final[dict[str, _StrPromise]] = {
    "listening.perimeter.added": _("added the perimeter %(name)s"),
    "listening.perimeter.changed": _("changed the perimeter %(name)s"),
    "listening.perimeter.activated": _("had the perimeter %(name)s be listened for"),
    "listening.perimeter.retired": _("retired the perimeter %(name)s"),
    "listening.source.added": _("added the source %(name)s"),
    "listening.source.changed": _("changed the source %(name)s"),
    "listening.source.imported": _("imported the file %(file)s as the source %(name)s"),
    "listening.source.keyed": _("gave the source %(name)s its key"),
    "listening.source.activated": _("had the source %(name)s be listened to"),
    "listening.source.retired": _("retired the source %(name)s"),
}

KINDS: Final[dict[str, _StrPromise]] = {
    "files": _("Files put into a folder of the hub"),
    "feed": _("Feed (RSS, Atom)"),
    "site": _("Web site, by its sitemap"),
    "pages": _("Web pages, by their addresses"),
    "mail": _("Mailbox (IMAP)"),
    "webhook": _("What others send (webhook)"),
    "mastodon": _("Mastodon"),
    "bluesky": _("Bluesky: a search, an author"),
    "jetstream": _("Bluesky: the whole network"),
    "firehose": _("Bluesky: a relay of the network"),
    "reddit": _("Reddit"),
    "youtube": _("YouTube"),
    "hackernews": _("Hacker News"),
    "discourse": _("Forum (Discourse)"),
    "lemmy": _("Lemmy"),
    "gdelt": _("News of the world (GDELT)"),
    "appstore": _("Reviews of the App Store"),
}

KEYS: Final[dict[str, _StrPromise]] = {
    "bluesky": _("Handle and app password, with a colon between: handle:app-password."),
    "mastodon": _("An access token of an application of yours on this server."),
    "reddit": _("Id and secret of an application, with a colon between: id:secret."),
    "youtube": _("A key for the YouTube Data API."),
    "mail": _("The password of the mailbox, or what its token needs."),
    "webhook": _("What senders sign with; any long word that you give them too."),
}
"""What the key of a kind is. Kinds that are not here need none."""

STANDINGS: Final[dict[str, _StrPromise]] = {
    "starting": _("starting"),
    "reading": _("reading"),
    "held up": _("held up by the lake"),
    "waiting": _("waiting for its next visit"),
    "failing": _("failing"),
    "stopped": _("stopped"),
}

COLUMNS: Final[dict[str, _StrPromise]] = {
    "text": _("What was said"),
    "published_at": _("When"),
    "author": _("Author"),
    "id": _("Id"),
    "url": _("Address"),
    "title": _("Title"),
    "rating": _("Rating"),
    "time_of_day": _("Time of day, where it stands apart"),
    "source": _("Network"),
    "medium": _("Medium"),
    "kind": _("Kind"),
    "declared_language": _("Language"),
    "country": _("Country"),
    "likes": _("Likes"),
    "reposts": _("Reposts"),
    "replies": _("Replies"),
    "views": _("Views"),
    "author_id": _("Id of the author"),
    "author_followers": _("Followers of the author"),
    "thread": _("Conversation"),
    "reply_to": _("Id of what it answers"),
    "repost_of": _("Id of what it repeats"),
}
"""What a column of a file may hold, those first that matter most."""
