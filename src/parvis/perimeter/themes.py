"""Which themes a mention speaks of, where a study names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parvis.frames import enter
from parvis.perimeter.language.parse import parse
from parvis.perimeter.matched import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from parvis.perimeter.language.shelf import Shelf
    from parvis.perimeter.language.tree import Query


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the talk, such as prices or breakdowns.

    Arguments:
        name: as the report should write it.
        query: what a mention must say to speak of it.
        shelf: the lists and queries its query may name.

    Raises:
        QueryError: the query cannot be understood.

    >>> Theme("Breakdowns", "panne* OR coupure*").name
    'Breakdowns'
    """

    name: str
    query: str
    shelf: Shelf | None = field(default=None, repr=False)
    tree: Query = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", parse(self.query, self.shelf))


def mark_themes(mentions: pl.DataFrame, themes: Sequence[Theme]) -> pl.DataFrame:
    """Add the themes each mention speaks of.

    Arguments:
        mentions: a frame with the columns `text` and `author`, and `title` where there is one.
        themes: the themes of the study, in its order.

    Returns: the frame with `themes` (names in that order; empty where no query matches).

    Raises:
        MissingColumnsError: the frame has no `text` or no `author`.

    >>> import polars as pl
    >>> posts = pl.DataFrame({"author": ["Lea", "Bo"], "text": ["panne et facture", "bonjour"]})
    >>> named = [Theme("Bills", "facture*"), Theme("Breakdowns", "panne*")]
    >>> mark_themes(posts, named)["themes"].to_list()
    [['Bills', 'Breakdowns'], []]
    """
    enter(mentions, "text", "author")
    return mentions.with_columns(themes=names_of(mentions, themes))
