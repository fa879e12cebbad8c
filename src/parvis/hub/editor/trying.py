"""Queries are tried on what was said lately, in bounded time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import polars as pl

from parvis.hub.explore.public import is_public
from parvis.hub.listening.public import Source, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from parvis.hub.common.rights import Rights
    from parvis.hub.editor.recent import Recent
    from parvis.perimeter.language.tree import Query

LONGEST: Final = 0.4
"""Seconds after which no further piece is begun."""


class Piece(NamedTuple):
    """Some mentions, and what each query finds in them.

    Arguments:
        mentions: those that may be seen.
        found: of each query, whether it finds each of them.
    """

    mentions: pl.DataFrame
    found: list[pl.Series]


@dataclass(frozen=True, slots=True)
class Count:
    """How many mentions.

    Arguments:
        value: as near as can be told.
        low, high: bounds of its 95 % interval; the value itself where all were looked at.
    """

    value: float
    low: float
    high: float

    @property
    def whole(self) -> int:
        """The value in whole mentions."""
        return round(self.value)

    @property
    def is_exact(self) -> bool:
        """Whether all mentions were looked at."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Trial:
    """What queries find in what was said lately.

    Arguments:
        pieces: that there was time for.
        weight: how many mentions stand behind each of theirs.
    """

    pieces: tuple[Piece, ...]
    weight: float

    @property
    def looked(self) -> int:
        """How many mentions were looked at."""
        return sum(piece.mentions.height for piece in self.pieces)

    @property
    def said(self) -> float:
        """How many mentions there are in all, that may be seen."""
        return self.looked * self.weight

    def count(self, marks: Sequence[pl.Series]) -> Count:
        """Return how many mentions of all are marked.

        Arguments:
            marks: of each piece.
        """
        from parvis.perimeter.learn.measure import share

        number = sum(int(some.sum()) for some in marks)
        if self.weight == 1 or not self.looked:
            return Count(number, number, number)
        part = share(number, self.looked)
        low, high = (part.low or 0.0) * self.said, (part.high or 0.0) * self.said
        return Count(number * self.weight, max(low, number), high)

    def found(self, at: int = 0) -> list[pl.Series]:
        """Return what a query finds, piece by piece.

        Arguments:
            at: its number among those that were tried.
        """
        return [piece.found[at] for piece in self.pieces]

    def moved(self, new: int, old: int = 0) -> tuple[list[pl.Series], list[pl.Series]]:
        """Return what comes and what goes, piece by piece, where one query takes another's place.

        Arguments:
            new, old: their numbers among those that were tried.
        """
        both = list(zip(self.found(old), self.found(new), strict=True))
        return [now & ~was for was, now in both], [was & ~now for was, now in both]

    def some(self, marks: Sequence[pl.Series], most: int) -> list[dict[str, Any]]:
        """Return some of the marked mentions, by lot, the newest first.

        Arguments:
            marks: of each piece.
            most: how many, at most.
        """
        rows: list[dict[str, Any]] = []
        for piece, some in zip(self.pieces, marks, strict=True):
            if len(rows) >= most:
                break
            rows += piece.mentions.filter(some).head(most - len(rows)).to_dicts()
        return sorted(rows, key=lambda row: row["published_at"], reverse=True)


def attempt(recent: Recent, queries: Sequence[Query], rights: Rights) -> Trial:
    """Try queries on what was said lately, as far as somebody may see it and there is time.

    Arguments:
        recent: what was said.
        queries: their trees.
        rights: of who asks.
    """
    from parvis.perimeter.meaning.settle import settle
    from parvis.perimeter.store.search import Search

    claims = [settle(query) for query in queries]
    begun, seen = time.monotonic(), 0
    pieces: list[Piece] = []
    may_see = _may_see(rights)
    for index in recent.pieces:
        if pieces and time.monotonic() - begun > LONGEST:
            break
        search = Search(index, *claims)
        marks: list[NDArray[Any]] = [search.truth(claim).yes for claim in claims]
        shown = index.mentions.select(may_see(index.mentions)).to_series()
        found = [pl.Series("found", some).filter(shown) for some in marks]
        pieces.append(Piece(index.mentions.filter(shown), found))
        seen += index.mentions.height
    weight = recent.held / seen / recent.share if seen else 1.0
    return Trial(tuple(pieces), weight)


def _may_see(rights: Rights) -> Any:
    """What somebody may read before it is theirs: what was said in public, or came by them."""
    keys = [one.key for one in visible(Source.objects.all(), rights)]

    def holds(mentions: pl.DataFrame) -> pl.Expr:
        told = is_public(mentions.columns)
        return told | pl.col("via").is_in(keys) if "via" in mentions.columns else told

    return holds
