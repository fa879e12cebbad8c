"""What the search of each network can say: one table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from parvis.perimeter.language.tree import Field, Is, Known
from parvis.perimeter.language.writing import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from parvis.perimeter.language.tree import Query

Join = Literal["symbols", "words", "none"]
"""By a space, OR and a dash; by AND, OR and NOT; by a space and a dash, without any OR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a search understands.

    Arguments:
        name: of the network.
        join: how parts are joined.
        limit: of characters in a query.
        signs: the marks before a word it minds, of # and @.
        has_emoji: an emoji can be searched.
        has_wildcards: a part of a word can be open.
        says: the clause for a field, by its name; empty where the value cannot be said.
        denies: fields whose clause may stand behind a NOT, as both sides mean the same by it.
        alone: fields that may be all a query asks for.
        judged: fields where the network's own judgement decides.
        between: the parameters for the first and the last instant, if there are some.
        caution: what is not known to hold.
        source: where this is said.
    """

    name: str
    join: Join
    limit: int
    source: str
    signs: str = ""
    has_emoji: bool = False
    has_wildcards: bool = False
    says: Mapping[str, Callable[[Field], str]] = field(default_factory=dict)
    denies: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    between: tuple[str, str] | None = None
    caution: str = ""

    def clause(self, leaf: Field) -> str:
        """Return a field as the network writes it; empty where it cannot.

        >>> NETWORKS["x"].clause(Field("author", Is("free")))
        'from:free'
        """
        says = self.says.get(leaf.name)
        return says(leaf) if says else ""

    def can_deny(self, query: Query) -> bool:
        """Tell whether a part may stand behind a NOT without losing what belongs."""
        return isinstance(query, Field) and query.name in self.denies and bool(self.clause(query))


def _value(prefix: str, allowed: str, also: Mapping[str, str] | None = None) -> Callable[..., str]:
    """Write a value behind a prefix, if it is of those allowed."""
    known = also or {}

    def say(leaf: Field) -> str:
        value = leaf.test.value if isinstance(leaf.test, Is) else ""
        return prefix + known.get(value, value) if re.fullmatch(allowed, value) else ""

    return say


def _one_of(known: str = "", **values: str) -> Callable[..., str]:
    """Write one of a few values, or that there is one at all."""

    def say(leaf: Field) -> str:
        if isinstance(leaf.test, Known):
            return known
        return values.get(leaf.test.value, "") if isinstance(leaf.test, Is) else ""

    return say


def _either(*ways: Callable[..., str]) -> Callable[..., str]:
    return lambda leaf: next(filter(None, (say(leaf) for say in ways)), "")


_HANDLE: Final = r"[A-Za-z0-9_]{1,15}"
_DOTTED: Final = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_TAG: Final = r"\w*[^\W\d]\w*"

_X: Final = Network(
    name="X API v2, recent search",
    join="symbols",
    limit=512,
    source="docs.x.com, build a query for search posts",
    signs="#@",
    has_emoji=True,
    says={
        "author": _value("from:", _HANDLE),
        "mention": _either(_value("@", _HANDLE), _one_of("has:mentions")),
        "hashtag": _either(_value("#", _TAG), _one_of("has:hashtags")),
        "lang": _value("lang:", "[a-z]{2,3}", {"he": "iw", "id": "in"}),
        "kind": _one_of(repost="is:retweet", reply="is:reply"),
        "quotes": _one_of("is:quote"),
        "link": _one_of("has:links"),
        "media": _one_of("has:media"),
        "thread": _value("conversation_id:", r"\d+"),
    },
    denies=frozenset({"author", "mention", "hashtag", "kind", "thread"}),
    alone=frozenset({"author", "mention", "hashtag", "thread"}),
    judged=frozenset({"lang"}),
    between=("start_time", "end_time"),
    caution="an accented word also finds its plain spelling; the reverse is not documented",
)
_BLUESKY: Final = Network(
    name="Bluesky searchPosts",
    join="none",
    limit=3000,
    source="lexicon app.bsky.feed.searchPosts; OR is not understood (bluesky-social/atproto, 3751)",
    signs="#",
    says={
        "author": _value("from:", _DOTTED),
        "mention": _value("mentions:", _DOTTED),
        "hashtag": _value("#", _TAG),
        "lang": _value("lang:", "[a-z]{2}"),
    },
    alone=frozenset({"author", "mention", "hashtag"}),
    judged=frozenset({"lang"}),
    between=("since", "until"),
    caution="a handle that is not found is left out of the search without a word",
)
_MASTODON: Final = Network(
    name="Mastodon search",
    join="none",
    limit=4096,
    source="mastodon/mastodon, search_query_parser.rb and search_query_transformer.rb",
    says={
        "author": _value("from:@", r"[A-Za-z0-9_]+(@[A-Za-z0-9.-]+)?"),
        "lang": _value("language:", "[a-z]{2,3}"),
        "kind": _one_of(reply="is:reply"),
        "link": _one_of("has:link"),
        "media": _one_of("has:media"),
    },
    denies=frozenset({"kind"}),
    judged=frozenset({"lang"}),
    caution="only posts of authors who allowed it are searched; words are stemmed in English",
)
_YOUTUBE: Final = Network(
    name="YouTube search.list",
    join="none",
    limit=2000,
    source="developers.google.com/youtube/v3/docs/search/list",
    between=("publishedAfter", "publishedBefore"),
    caution="videos are searched, not comments; 100 searches a day",
)
_REDDIT: Final = Network(
    name="Reddit search",
    join="words",
    limit=512,
    source="support.reddithelp.com, available search features",
    says={
        "author": _value("author:", r"[\w-]{3,20}"),
        "site": _value("site:", _DOTTED),
    },
    denies=frozenset({"author"}),
    alone=frozenset({"author", "site"}),
    caution="posts are searched, not comments",
)


def _in_lucene(leaf: Field) -> str:
    name = text_of(leaf).partition(":")[0]
    test = leaf.test
    if isinstance(test, Known):
        return f"{leaf.name}:[* TO *]"
    if isinstance(test, Is):
        escaped = test.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'{name}:"{escaped}"'
    return ""


_LUCENE: Final = Network(
    name="Lucene classic query parser",
    join="words",
    limit=100_000,
    source="lucene.apache.org, package org.apache.lucene.queryparser.classic",
    has_wildcards=True,
    says=dict.fromkeys(
        ("author", "hashtag", "mention", "lang", "country", "medium", "source", "kind", "thread"),
        _in_lucene,
    ),
    denies=frozenset({"author", "hashtag", "mention", "medium", "source", "kind", "thread"}),
    alone=frozenset({"author", "hashtag", "mention", "source", "kind", "medium", "thread"}),
    judged=frozenset({"lang", "country"}),
    caution="the index should fold accents and capitals, and name its fields as ours",
)

NETWORKS: Final[Mapping[str, Network]] = {
    "x": _X,
    "bluesky": _BLUESKY,
    "mastodon": _MASTODON,
    "youtube": _YOUTUBE,
    "reddit": _REDDIT,
    "lucene": _LUCENE,
}
