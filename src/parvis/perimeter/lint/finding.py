"""One thing a reader of a query should know, and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from parvis.perimeter.language.shelf import Shelf
    from parvis.perimeter.language.tree import Place, Query

Rule = Literal[
    "common", "usual", "never", "covered", "twice", "precedence", "distance", "small", "homonym",
    "shared", "accent", "question", "unanchored",
]  # fmt: skip
"""What may be wrong: `words.toml` says each in words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may not have been meant.

    Arguments:
        rule: which one found it.
        at: where it stands in the query, in characters.
        facts: what to say of it.
        write: what to write instead, where one thing offers itself.
        is_hint: it is worth knowing, and often right as it is.
    """

    rule: Rule
    at: Place
    facts: Mapping[str, Any]
    write: str = ""
    is_hint: bool = False


class Read(NamedTuple):
    """What the rules look at.

    Arguments:
        text: of the query.
        query: its tree.
        shelf: the lists and queries it names.
        share: in what part of the mentions a part of a query holds.
        many: the part from which it tells nothing.
        among: what was counted: `mentions`, or `posts` in public.
    """

    text: str
    query: Query
    shelf: Shelf
    share: Callable[[Query], float]
    many: float
    among: Literal["mentions", "posts"]
