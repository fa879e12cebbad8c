"""What fired, as a feed reader reads it: no words of anybody, and no name of an author."""

from __future__ import annotations

import hashlib
import secrets

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from parvis.hub.alerts.letters import line, whole
from parvis.hub.alerts.models import Feed, Firing
from parvis.hub.alerts.selectors import sees
from parvis.hub.alerts.viewing import paths
from parvis.hub.alerts.words import asked, found
from parvis.hub.common.rights import below
from parvis.hub.organisation.public import rights_of_all

MOST = 50


def new_token() -> str:
    """Draw the secret of a feed's address."""
    return secrets.token_urlsafe(32)


def mark(token: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def rss(token: str) -> str | None:
    """Return the feed of a secret address; None where there is none, or nobody's any more."""
    feed = Feed.objects.select_related("person", "unit").filter(mark=mark(token)).first()
    if feed is None or not feed.person.is_active:
        return None
    Feed.objects.filter(pk=feed.pk).update(used_at=timezone.now())
    with translation.override(feed.person.language):
        return _written(feed)


def _written(feed: Feed) -> str:
    made = Rss201rev2Feed(
        title=line(_("Alerts: %(of)s") % {"of": feed}),
        link=whole("/alerts/"),
        description=_("What fired, the newest first."),
        language=feed.person.language,
    )
    for one in _firings(feed):
        made.add_item(
            title=line(one.alert.name),
            link=whole(one.behind) or whole("/alerts/"),
            description=f"{line(found(one))} {line(asked(one.alert))}",
            unique_id=f"parvis-firing-{one.pk}",
            unique_id_is_permalink=False,
            pubdate=one.at,
        )
    return made.writeString("utf-8")


def _firings(feed: Feed) -> list[Firing]:
    """What fired lately in what its owner may see now."""
    held = Firing.objects.select_related(
        "alert__unit", "alert__kpi", "alert__perimeter", "alert__objective"
    )
    last = list(held.filter(_of(feed), is_muted=False)[:MOST])
    rights = rights_of_all({feed.person_id})[feed.person_id]
    told = paths({one.alert_id: one.alert for one in last}.values())
    return [one for one in last if sees(rights, told[one.alert_id])]


def _of(feed: Feed) -> Q:
    if feed.unit is not None:
        return below(feed.unit.path, "alert__unit__path")
    return Q(alert__recipients__person=feed.person)
