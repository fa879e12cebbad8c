"""A set of queries made ready together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.perimeter.language.tree import Tag
from parvis.perimeter.stream.lookup import Lookup, lookup_of, tags_among
from parvis.perimeter.stream.program import Program, Writer
from parvis.perimeter.stream.resolve import resolve, work_on
from parvis.perimeter.stream.running import run
from parvis.perimeter.stream.state import COUNT, FOUND, START, Batch, State, most_found, state_for
from parvis.perimeter.stream.values import FieldReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from parvis.perimeter.meaning.forms import Claim
    from parvis.perimeter.stream.pivots import Rate
    from parvis.perimeter.stream.spelt import Spelt
    from parvis.perimeter.words.cutting import Tokens
    from parvis.perimeter.words.vocabulary import Vocabulary

UNKNOWN = -1
TERMS_A_WORD = 4  # for which room is made at first


class Segment:
    """Queries that are matched together.

    Arguments:
        claims: one a query.
        rate: in what part of the mentions a term is expected.
    """

    def __init__(self, claims: Sequence[Claim], rate: Rate) -> None:
        writer = Writer(claims, rate)
        self._words = list(writer.terms)
        self._program: Program = writer.program()
        self._has_tags = any(isinstance(term, Tag) for term in self._words)
        self._lookup: Lookup = lookup_of(self._words)
        self._reader = FieldReader(
            [(len(self._words) + number, field) for field, number in writer.fields.items()],
            list(writer.later),
            list(writer.numbers),
        )
        self._state: State = state_for(self._program)
        self.forget()

    def forget(self) -> None:
        """Forget the words met so far: the vocabulary begins anew."""
        self._spans = np.zeros((0, 2), np.int32)
        self._terms = np.zeros(0, np.int32)
        self._used = 0

    def run(
        self, mentions: pl.DataFrame, tokens: Tokens, vocabulary: Vocabulary, spelt: Spelt
    ) -> NDArray[np.int32]:
        """Judge mentions; return row, query and verdict of what is not plainly no."""
        self._learn(tokens, vocabulary, spelt)
        batch = Batch(tokens, self._spans, self._terms, self._reader.read(mentions))
        self._make_room(tokens)
        self._state.now[FOUND] = 0
        row, most = 0, most_found(self._program)
        while row < mentions.height:
            self._make_room_for_found(most + 8 * mentions.height)
            row = int(run(self._program, batch, row, most, self._state))
        return self._state.found[: self._state.now[FOUND]].copy()

    def _learn(self, tokens: Tokens, vocabulary: Vocabulary, spelt: Spelt) -> None:
        """Find the terms of the words of these mentions that were never met before."""
        more = max(0, len(vocabulary) - len(self._spans))
        self._spans = np.concatenate((self._spans, np.full((more, 2), (UNKNOWN, 0), np.int32)))
        here = tokens.words[self._spans[tokens.words, START] == UNKNOWN]
        new = np.unique(here)
        if not new.size:
            return
        terms, counts = self._resolved(new, spelt)
        terms, counts = self._with_tags(new, terms, counts, vocabulary)
        self._spans[new, START] = self._used + np.cumsum(counts) - counts
        self._spans[new, COUNT] = counts
        self._terms = np.concatenate((self._terms[: self._used], terms))
        self._used += terms.size

    def _resolved(
        self, words: NDArray[np.int32], spelt: Spelt
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        room = TERMS_A_WORD * words.size + len(self._words)
        work = work_on(spelt, self._lookup, words.size, room)
        place = int(resolve(words, 0, work))
        while place < words.size:
            work = work._replace(out=np.resize(work.out, 2 * work.out.size))
            place = int(resolve(words, place, work))
        return work.out[: work.counts.sum()], work.counts

    def _with_tags(
        self,
        words: NDArray[np.int32],
        terms: NDArray[np.int32],
        counts: NDArray[np.int32],
        vocabulary: Vocabulary,
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Add the tags that are asked for by the words they are made of."""
        if not self._has_tags:
            return terms, counts
        found = tags_among([vocabulary.word(number) for number in words.tolist()], self._words)
        if not found:
            return terms, counts
        places, numbers = np.array(found, np.int32).T
        owners = np.concatenate((np.repeat(np.arange(words.size), counts), places))
        order = np.argsort(owners, kind="stable")
        terms = np.concatenate((terms, numbers))[order].astype(np.int32)
        return terms, np.bincount(owners, minlength=words.size).astype(np.int32)

    def _make_room(self, tokens: Tokens) -> None:
        """For the places of the terms of the mention that has the most."""
        each = np.concatenate(([0], np.cumsum(self._spans[tokens.words, COUNT])))
        most = int(np.diff(each[tokens.rows]).max(initial=0))
        if most > self._state.places.shape[0]:
            self._state = self._state._replace(places=np.zeros((2 * most, 2), np.int32))

    def _make_room_for_found(self, rows: int) -> None:
        state = self._state
        wanted = int(state.now[FOUND]) + rows
        if wanted > len(state.found):
            found = np.zeros((wanted, 3), np.int32)
            found[: len(state.found)] = state.found
            self._state = state._replace(found=found)
