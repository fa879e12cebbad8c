"""Which brands a mention speaks of, and which brand wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from parvis.frames import enter
from parvis.perimeter.language.parse import parse
from parvis.perimeter.matched import names_of
from parvis.perimeter.naming import names_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.perimeter.language.shelf import Shelf
    from parvis.perimeter.language.tree import Query


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand of the market a study listens to.

    Arguments:
        name: as the report should write it.
        query: what a mention must say to be about the brand.
        accounts: handles whose posts are the brand's own words, with or without @.
        is_own: the brand the study is for, not a competitor.
        shelf: the lists and queries its query may name.
        words: that name it in a text; else its name, its accounts, and what its query is met by.

    Raises:
        QueryError: the query cannot be understood.

    >>> Brand("Free", "free NOT (wifi OR smoking)", accounts=("@free",), is_own=True).tree.at
    (0, 25)
    """

    name: str
    query: str
    accounts: tuple[str, ...] = ()
    is_own: bool = False
    shelf: Shelf | None = field(default=None, repr=False)
    words: tuple[str, ...] = ()
    tree: Query = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", parse(self.query, self.shelf))

    @property
    def names(self) -> tuple[str, ...]:
        """The words that name it in a text.

        >>> Brand("Free", 'free OR "free mobile"', accounts=("@free_1337",)).names
        ('Free', '@free_1337', 'free mobile')
        """
        accounts = [f"@{account.removeprefix('@')}" for account in self.accounts]
        found = (self.name, *accounts, *names_in(self.tree))
        first = {name.lower(): name for name in reversed(found)}
        return self.words or tuple(sorted(first.values(), key=found.index))


def mark(mentions: pl.DataFrame, brands: Sequence[Brand]) -> pl.DataFrame:
    """Add the brands each mention speaks of, and the brand that wrote it.

    Arguments:
        mentions: a frame with the columns `text` and `author`, and `title` where there is one.
        brands: the brands of the study, in its order.

    Returns:
        The frame with `brands` (names in that order; an empty list where no query matches) and
        `own_brand` (the first brand one of whose accounts is the author; null where none is).

    Raises:
        MissingColumnsError: the frame has no `text` or no `author`.

    >>> posts = pl.DataFrame({"author": ["Lea", "Free"], "text": ["Free ou Orange ?", "Bonjour !"]})
    >>> study = [Brand("Orange", "orange"), Brand("Free", "free", accounts=("@free",))]
    >>> mark(posts, study).select("brands", "own_brand").rows()
    [(['Orange', 'Free'], None), ([], 'Free')]
    """
    enter(mentions, "text", "author")
    found = names_of(mentions, brands)
    return mentions.with_columns(brands=found, own_brand=_owner(pl.col("author"), brands))


def mark_found(
    mentions: pl.DataFrame, brands: Sequence[Brand], found: pl.DataFrame
) -> pl.DataFrame:
    """Add what `mark` adds, from matches that were made already.

    Arguments:
        mentions: as for `mark`.
        brands: as for `mark`.
        found: what `Matcher.match` found of the brands' queries in the same mentions, each query
            under the name of its brand; what is decided later counts as no match.

    Returns: as `mark`.

    Raises:
        MissingColumnsError: the frame has no `author`.

    >>> from parvis.perimeter.stream.matcher import Matcher
    >>> posts = pl.DataFrame({"author": ["Lea", "Free"], "text": ["Free ou Orange ?", "Bonjour !"]})
    >>> study = [Brand("Orange", "orange"), Brand("Free", "free", accounts=("@free",))]
    >>> found = Matcher({brand.name: brand.tree for brand in study}).match(posts)
    >>> mark_found(posts, study, found).select("brands", "own_brand").rows()
    [(['Orange', 'Free'], None), ([], 'Free')]
    """
    enter(mentions, "author")
    order = pl.DataFrame({"query": [brand.name for brand in brands]}).with_row_index("place")
    named = found.filter(pl.col("matches")).join(order, on="query").sort("mention", "place")
    lists = named.group_by("mention", maintain_order=True).agg(brands="query")
    rows = mentions.select(mention=pl.int_range(pl.len(), dtype=pl.Int64))
    told = rows.join(lists, on="mention", how="left", maintain_order="left")["brands"]
    return mentions.with_columns(
        brands=told.fill_null(pl.Series([[]], dtype=pl.List(pl.String))),
        own_brand=_owner(pl.col("author"), brands),
    )


def _owner(author: pl.Expr, brands: Sequence[Brand]) -> pl.Expr:
    """The brand of the author's account; the first where two brands name the same account."""
    owners = (
        pl.DataFrame(
            [(account, brand.name) for brand in brands for account in brand.accounts],
            schema={"account": pl.String, "brand": pl.String},
            orient="row",
        )
        .with_columns(_handle(pl.col("account")))
        .filter(pl.col("account") != "")
        .unique("account", keep="first", maintain_order=True)
    )
    return _handle(author).replace_strict(
        owners["account"], owners["brand"], default=None, return_dtype=pl.String
    )


def _handle(account: pl.Expr) -> pl.Expr:
    return account.str.strip_chars().str.strip_prefix("@").str.to_lowercase()
