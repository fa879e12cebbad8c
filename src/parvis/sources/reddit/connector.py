"""Listens to Reddit with a key of one's own: subreddits, their comments, searches.

Source: reddit.com/dev/api and "Reddit Data API Wiki" (support.reddithelp.com), November 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from parvis import __version__
from parvis.collect.page import Answered
from parvis.collect.walks import newest_first
from parvis.errors import CredentialsError, SourceError
from parvis.sources.connector import Connector, Settings
from parvis.sources.payload import dig, objects
from parvis.sources.reddit import PLATFORM, normalise
from parvis.sources.reddit.session import forget, token_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from parvis.collect.page import Cursor, Item, Page
    from parvis.sources.connector import Visit
    from parvis.sources.platform import Record

MOST: Final = 100
"""Things of a page; the API gives no more."""

_GONE: Final = frozenset({"[deleted]", "[removed]"})


class Reddit(Settings, frozen=True, kw_only=True):
    """What a listen file says of Reddit; `key` names `id:secret` of an application.

    Arguments:
        account: whose application it is; Reddit wants it named.
        subreddit: without r/; several as france+paris.
        search: words, in the subreddit where one is named.
        what: of a subreddit, its posts or its comments.
        server, site: where posts and tokens are asked for.
    """

    account: str
    subreddit: str | None = None
    search: str | None = None
    what: Literal["posts", "comments"] = "posts"
    server: str = "https://oauth.reddit.com"
    site: str = "https://www.reddit.com"


def pages(settings: Reddit, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest thing down to those that were kept."""
    return newest_first(_Listing(settings, visit).ask, visit.since, when)


def history(settings: Reddit, visit: Visit) -> AsyncIterator[Page]:
    """Walk from the newest thing down to the thousandth, where Reddit's listings end."""
    return newest_first(_Listing(settings, visit).ask, visit.since, when, is_whole=True)


def when(thing: Item) -> float | None:
    """Return when a thing was said, in seconds since 1970.

    >>> when({"kind": "t1", "data": {"created_utc": 1795932000.0}})
    1795932000.0
    """
    at = dig(thing, "data", "created_utc")
    return float(at) if isinstance(at, int | float) else None


def record(thing: Item) -> Record | str:
    """Return the values of a post or comment under the schema's names, or why it is neither.

    >>> record({"nothing": "of use"})
    'no thing of Reddit'
    """
    if not isinstance(thing.get("kind"), str) or not isinstance(thing.get("data"), dict):
        return "no thing of Reddit"
    return normalise.record(thing)


class _Listing:
    """Asks for pages of a listing by the name of the last thing seen."""

    def __init__(self, settings: Reddit, visit: Visit) -> None:
        self._settings, self._visit = settings, visit

    async def ask(self, after: Cursor) -> Answered:
        said, told = self._settings, {"limit": MOST, "raw_json": 1}
        path, params = _path(said)
        given = {"after": str(after)} if after is not None else {}
        site = said.site.rstrip("/")
        token = await token_of(said, self._visit, site)
        try:
            answer = await self._visit.web.get(
                f"{said.server.rstrip('/')}/{path}",
                params={**told, **params, **given},
                headers={"Authorization": f"Bearer {token}", "User-Agent": _agent(said)},
            )
        except CredentialsError:
            forget(self._visit, site)
            raise
        return _answered(answer.json(), said.name)


def _answered(held: object, origin: str) -> Answered:
    """A listing's page: what was taken down on one side, the others on the other."""
    things = objects(dig(held, "data", "children"))
    gone = [str(dig(thing, "data", "name")) for thing in things if _is_gone(thing)]
    return Answered(
        items=[thing for thing in things if not _is_gone(thing)],
        removed=gone,
        next=dig(held, "data", "after"),
        origin=origin,
    )


def _is_gone(thing: Item) -> bool:
    """Whether its author or a moderator took it down, and Reddit still lists it."""
    return any(dig(thing, "data", name) in _GONE for name in ("body", "selftext"))


def _path(said: Reddit) -> tuple[str, dict[str, str]]:
    within = f"r/{said.subreddit}/" if said.subreddit else ""
    if said.search:
        narrow = {"restrict_sr": "true"} if within else {}
        return f"{within}search", {"q": said.search, "sort": "new", "type": "link", **narrow}
    if within:
        return f"{within}{'new' if said.what == 'posts' else 'comments'}", {}
    way_out = "write subreddit, search or both"
    raise SourceError.at(said.name, "it is not said what to listen to", way_out)


def _agent(said: Reddit) -> str:
    return f"python:parvis:{__version__} (by /u/{said.account})"


CONNECTOR: Final = Connector(
    kind="reddit",
    habits=PLATFORM.habits,
    record=record,
    settings=Reddit,
    pages=pages,
    history=history,
)
