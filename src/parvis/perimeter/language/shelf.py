"""Lists and queries that have a name, for others to refer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shelf:
    """What `@list:name` and `@query:name` stand for.

    Arguments:
        lists: name to its entries, each a word, a phrase, a tag or a handle.
        queries: name to its text.

    >>> Shelf(lists={"rivals": ["Orange", "Bouygues Telecom"]}).lists["rivals"][0]
    'Orange'
    """

    lists: Mapping[str, list[str]] = field(default_factory=dict)
    queries: Mapping[str, str] = field(default_factory=dict)
