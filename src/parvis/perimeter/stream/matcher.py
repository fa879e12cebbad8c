"""A running set of queries: mentions in, the queries each of them matches out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.frames import enter
from parvis.memory import without_collector
from parvis.perimeter.meaning.settle import settle
from parvis.perimeter.store.search import judge
from parvis.perimeter.stream.rates import rate_of
from parvis.perimeter.stream.running import NOT_HERE, YES
from parvis.perimeter.stream.segment import Segment
from parvis.perimeter.stream.state import QUERY, ROW, VERDICT
from parvis.perimeter.stream.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from parvis.perimeter.language.tree import Query

AT_ONCE: Final = 1 << 13  # mentions whose words are in memory together
ADDED_TOGETHER: Final = 64  # queries of a young segment, made ready anew at each one added

_FOUND: Final = {"mention": pl.Int64, "query": pl.String, "matches": pl.Boolean}


class Matcher:
    """Queries by name, matched to mentions as they arrive.

    Arguments:
        queries: name to tree.
        words: those of another matcher that is given the same frames before it.

    >>> from parvis.perimeter import parse
    >>> matcher = Matcher({"panne": parse("free AND panne"), "en": parse("free AND lang:en")})
    >>> matcher.match(pl.DataFrame({"text": ["Ma box Free en panne", "Bonjour"]})).rows()
    [(0, 'en', None), (0, 'panne', True)]
    """

    def __init__(self, queries: Mapping[str, Query], *, words: Words | None = None) -> None:
        self._queries = dict(queries)
        self._words = words or Words()
        self._turn = self._words.turn
        self._segments = [_Named(list(self._queries), self._queries)] if queries else []

    def __len__(self) -> int:
        return len(self._queries)

    def add(self, name: str, query: Query) -> None:
        """Add a query, or put another in place of the one of that name, without preparing the rest.

        Added queries share a segment of their own, made ready anew each time as long as it is
        small; `compact` brings all together.
        """
        self.remove(name)
        self._queries[name] = query
        young = self._segments[-1] if len(self._segments) > 1 else None
        names = [*young.names, name] if young and len(young.names) < ADDED_TOGETHER else [name]
        if len(names) > 1:
            self._segments.pop()
        self._segments.append(_Named(names, self._queries))

    def remove(self, name: str) -> None:
        """Take a query out; nothing happens where there is none of that name."""
        if self._queries.pop(name, None) is not None:
            for segment in self._segments:
                segment.drop(name)

    def compact(self) -> None:
        """Prepare all queries together again, as after a day of adding and removing."""
        self._segments = [_Named(list(self._queries), self._queries)] if self._queries else []

    def match(self, mentions: pl.DataFrame) -> pl.DataFrame:
        """Say which queries each mention matches.

        Arguments:
            mentions: a frame with the column `text`, and `title` and others of the schema.

        Returns:
            One row a match, by mention: `mention` (its number in the frame), `query` (a name),
            `matches` (true, or null where what is read later decides: `settle` tells then).

        Raises:
            MissingColumnsError: the frame has no `text`.
        """
        enter(mentions, "text")
        parts = list(self._matched(mentions))
        if len(parts) == 1:
            return parts[0]
        found = pl.concat(parts) if parts else pl.DataFrame(schema=_FOUND)
        return found if len(self._segments) == 1 else found.sort("mention", "query")

    def settle(self, found: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
        """Decide what could not be told when the mentions arrived.

        Arguments:
            found: what `match` returned.
            mentions: the same mentions, in the same order, now read.

        Returns:
            The matches, those among the undecided that turned out to be.
        """
        is_open = found["matches"].is_null()
        if not is_open.any():
            return found
        settled = [
            _judged(rows, name, self._queries[name], mentions)
            for name, rows in _by_query(found.filter(is_open))
        ]
        decided = pl.concat([found.filter(~is_open), *settled])
        return decided.filter(pl.col("matches")).sort("mention", "query")

    def _matched(self, mentions: pl.DataFrame) -> Iterator[pl.DataFrame]:
        for offset in range(0, mentions.height, AT_ONCE):
            part = mentions.slice(offset, AT_ONCE)
            tokens = self._words.cut(mentions, offset, AT_ONCE)
            self._keep_up()
            for segment in self._segments:
                found = segment.segment.run(
                    part, tokens, self._words.vocabulary, self._words.spelt()
                )
                yield segment.named(found, part, self._queries, offset)

    def _keep_up(self) -> None:
        """Forget the numbers of words where these have begun anew."""
        if self._turn != self._words.turn:
            self._turn = self._words.turn
            for segment in self._segments:
                segment.segment.forget()


class _Named:
    """A segment, and the names of its queries; those removed since are null."""

    def __init__(self, names: Sequence[str], queries: Mapping[str, Query]) -> None:
        self.names = sorted(name for name in names if name in queries)
        with without_collector():
            self.segment = Segment([settle(queries[name]) for name in self.names], rate_of)
        self._shown: list[str | None] = list(self.names)

    def drop(self, name: str) -> None:
        if name in self.names:
            self._shown[self._shown.index(name)] = None
            self.names.remove(name)

    def named(
        self,
        verdicts: NDArray[np.int32],
        mentions: pl.DataFrame,
        trees: Mapping[str, Query],
        offset: int,
    ) -> pl.DataFrame:
        """What was found, by mention and name; what the store must decide is decided."""
        found = pl.DataFrame(
            {
                "mention": verdicts[:, ROW].astype(np.int64),
                "query": pl.Series(self._shown, dtype=pl.String).gather(verdicts[:, QUERY]),
                "verdict": verdicts[:, VERDICT],
            }
        )
        if None in self._shown:
            found = found.drop_nulls("query")
        here = found.filter(pl.col("verdict") != NOT_HERE).select(
            mention=pl.col("mention") + offset,
            query="query",
            matches=pl.when(pl.col("verdict") == YES).then(pl.lit(value=True)),
        )
        there = [
            _judged(rows, name, trees[name], mentions).with_columns(pl.col("mention") + offset)
            for name, rows in _by_query(found.filter(pl.col("verdict") == NOT_HERE))
        ]
        if not there:
            return here
        together = pl.concat([here, *there]).filter(pl.col("matches").fill_null(value=True))
        return together.sort("mention", "query")


def _by_query(found: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    for (name,), rows in found.group_by("query", maintain_order=True):
        yield str(name), rows["mention"]


def _judged(rows: pl.Series, name: str, query: Query, mentions: pl.DataFrame) -> pl.DataFrame:
    verdicts = judge(query, mentions[rows])
    return pl.DataFrame(
        {"mention": rows, "query": pl.repeat(name, len(rows), eager=True), "matches": verdicts},
        schema=_FOUND,
    )
