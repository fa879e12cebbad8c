"""One mention, looked at closely: its words, where they stand, and what parts of queries find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from parvis.perimeter.explain.explanation import Place
from parvis.perimeter.meaning.forms import Here
from parvis.perimeter.meaning.settle import settle
from parvis.perimeter.store.index import Index
from parvis.perimeter.store.search import Search
from parvis.perimeter.words.folding import Spellings, spellings
from parvis.perimeter.words.signs import parted
from parvis.schema import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.perimeter.language.tree import Query
    from parvis.perimeter.store.hits import Hits


class Token(NamedTuple):
    """A word of the mention.

    Arguments:
        sign, body: as in the text.
        spelt: its spellings.
        place: among the words of the mention.
        at: where it stands.
    """

    sign: str
    body: str
    spelt: Spellings
    place: int
    at: Place


class Mention:
    """One mention, indexed.

    Arguments:
        known: columns of the mention; `text` at least.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = {"title": None, **known}
        schema = {name: COLUMNS[name].dtype if name in COLUMNS else None for name in self.known}
        self._frame = pl.DataFrame([self.known], schema=schema)
        self.index = Index(self._frame)
        self.tokens = self._tokens()

    def _tokens(self) -> list[Token]:
        tokens, found = self.index.tokens, []
        for number in range(tokens.words.size):
            word = self.index.lexicon.vocabulary.word(int(tokens.words[number]))
            sign, body = parted(word)
            place = int(tokens.places[number])
            at = self._place(number, number)
            found.append(Token(sign, body, spellings(body), place, at))
        return found

    def verdict(self, query: Query) -> bool | None:
        """Judge a part of a query."""
        truth = Search(self.index, claim := settle(query)).truth(claim)
        return True if truth.yes[0] else None if truth.may[0] else False

    def hits(self, query: Query) -> Hits | None:
        """Return where a part stands, or None for one that stands nowhere, as a field."""
        claim = settle(query)
        if not isinstance(claim, Here):
            return None
        return Search(self.index, claim).hits(claim.spot)

    def places(self, query: Query) -> tuple[Place, ...]:
        """Return where a part stands, as characters of the title or the text."""
        found = self.hits(query)
        if found is None:
            return ()
        numbered = self.index.tokens.places
        return tuple(
            self._place(
                int(np.searchsorted(numbered, first)),
                int(np.searchsorted(numbered, last, "right")) - 1,
            )
            for first, last in zip(found.first.tolist(), found.last.tolist(), strict=True)
            if last >= first
        )

    def _place(self, first: int, last: int) -> Place:
        """From one word to another of the same text, in characters."""
        tokens, body = self.index.tokens, int(self.index.tokens.bodies[0])
        name = "title" if first < body else "text"
        begin = 0 if name == "title" else int(self.index.texts.bodies[0])
        encoded = self.index.texts.data.tobytes()
        start, end = int(tokens.starts[first]), int(tokens.ends[last])
        quote = encoded[start:end].decode()
        offset = len(encoded[begin:start].decode())
        return Place(name, offset, offset + len(quote), quote)
