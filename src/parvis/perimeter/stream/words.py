"""Words of mentions on their way through matchers: cut once, numbered once, spelt once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.perimeter.stream.spelt import Spellings
from parvis.perimeter.words.texts import texts_of
from parvis.perimeter.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    import polars as pl

    from parvis.perimeter.stream.spelt import Spelt
    from parvis.perimeter.words.cutting import Tokens

WORDS_KEPT: Final = 1 << 20
"""Then the vocabulary begins anew: addresses and typing faults are endless."""


class Words:
    """The words met so far. Matchers that see the same frames, one after the other, may share them.

    >>> import polars as pl
    >>> words = Words()
    >>> words.cut(pl.DataFrame({"text": ["Bonjour Free"]}), 0, 1).words.tolist()
    [0, 1]
    """

    def __init__(self) -> None:
        self.turn = 0
        self._frame: pl.DataFrame | None = None
        self._tokens: dict[int, Tokens] = {}
        self._begin()

    def cut(self, mentions: pl.DataFrame, offset: int, count: int) -> Tokens:
        """Cut some mentions of a frame; those of the last frame are remembered.

        Arguments:
            mentions: a frame with `text`.
            offset: of the first of them.
            count: how many.
        """
        if mentions is not self._frame:
            self._frame, self._tokens = mentions, {}
        if offset not in self._tokens:
            if len(self.vocabulary) > WORDS_KEPT:
                self.turn += 1
                self._begin()
            part = mentions.slice(offset, count)
            self._tokens[offset] = self.vocabulary.cut(texts_of(part))
        return self._tokens[offset]

    def spelt(self) -> Spelt:
        """Return the spellings of all words met since the vocabulary began."""
        return self._spellings.kept_up()

    def _begin(self) -> None:
        self.vocabulary = Vocabulary()
        self._spellings = Spellings(self.vocabulary)
        self._tokens.clear()
