"""What Parvis knows of one platform: the names its exports use, and how its API's posts read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from parvis.normalise.rows import Habits
    from parvis.sources.payload import Json

Item: TypeAlias = "dict[str, Json]"
Record: TypeAlias = "dict[str, Json]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """How the answers of a platform's API read.

    Arguments:
        unfold: an object of an answer → the posts (and what else is an item) it holds; None if
            the object is not of this platform.
        record: an item → its values under the schema's names, or the reason why it is no post.

    >>> Api(unfold=lambda value: None, record=lambda item: "no post").record({})
    'no post'
    """

    unfold: Callable[[Item], list[Item] | None]
    record: Callable[[Item], Record | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One platform or tool.

    Arguments:
        habits: how it speaks; `habits.source` is its name.
        names: schema name → columns that hold it, the best first; the first that is not empty in
            a row counts.
        marks: sets of columns; a file that has all of one set is this platform's export.
        api: how its API's answers read, where it has one.

    >>> from parvis.normalise.rows import Habits
    >>> Platform(habits=Habits(source="x")).name
    'x'
    """

    habits: Habits
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: tuple[frozenset[str], ...] = ()
    api: Api | None = None

    @property
    def name(self) -> str:
        """Its name, as `source` holds it."""
        return self.habits.source

    def is_marked(self, header: set[str]) -> bool:
        """Tell whether a folded header is one of its exports."""
        return any(mark <= header for mark in self.marks)


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Reduce a column name to letters and digits: In Reply To, in_reply_to and inReplyTo are one.

    >>> fold("Créé à"), fold("in_reply_to"), fold("statistics.like_count")
    ('creea', 'inreplyto', 'statisticslikecount')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def mark(*columns: str) -> frozenset[str]:
    """Name a set of columns that together show whose export a file is.

    >>> sorted(mark("Tweet Id", "Full Text"))
    ['fulltext', 'tweetid']
    """
    return frozenset(map(fold, columns))
