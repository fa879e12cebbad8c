"""The words met so far, each with a number and its spellings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from parvis.perimeter.words import strings
from parvis.perimeter.words.characters import classes, classes_in_queries
from parvis.perimeter.words.cutting import KNOWN, Cutting, Tokens, cut, room
from parvis.perimeter.words.texts import Texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Words that need no cutting: so are nine queries in ten.
_IS_PLAIN: Final = re.compile(r"[#@]?[A-Za-z0-9_]{1,255}(?: [A-Za-z0-9_]{1,255})*").fullmatch
_IS_PLAIN_WITH_WILDCARDS: Final = re.compile(
    r"[A-Za-z0-9_*]{1,255}(?: [A-Za-z0-9_*]{1,255})*"
).fullmatch


class Vocabulary:
    """Numbers for words, the same ones from call to call.

    >>> from parvis.perimeter.words.texts import texts_of
    >>> import polars as pl
    >>> vocabulary = Vocabulary()
    >>> tokens = vocabulary.cut(texts_of(pl.DataFrame({"text": ["Merci @Free !", "merci"]})))
    >>> vocabulary.words(), tokens.words.tolist(), tokens.rows.tolist()
    (['Merci', '@Free', 'merci'], [0, 1, 2], [0, 2, 3])
    """

    def __init__(self, kinds: NDArray[np.uint8] | None = None) -> None:
        self.table = strings.empty()
        self._kinds = classes() if kinds is None else kinds

    def __len__(self) -> int:
        return int(self.table.used[0])

    def words(self, first: int = 0) -> list[str]:
        """Return the words from a number on, as they stand in the texts."""
        return strings.texts_of(self.table, first, len(self))

    def word(self, number: int) -> str:
        """Return the word of a number."""
        return strings.texts_of(self.table, number, number + 1)[0]

    def cut(self, texts: Texts) -> Tokens:
        """Cut mentions into words; those never met before get a number."""
        tokens, row, now = room(texts), 0, np.zeros(KNOWN, np.int64)
        while row < texts.bodies.size:
            size = int(texts.rows[row + 1] - texts.rows[row])
            self.table = strings.room_for(self.table, strings=size + len(self), size=2 * size)
            row = int(cut(Cutting(texts, self._kinds, self.table, tokens, now), row))
        count = tokens.rows[-1]
        return Tokens(tokens.rows, tokens.bodies, *(part[:count] for part in tokens[2:]))


def words_in(text: str, *, has_wildcards: bool = False) -> list[str]:
    """Cut one text, that of a query, as `Vocabulary.cut` cuts those of mentions.

    Arguments:
        text: any text.
        has_wildcards: whether * and ? are letters.

    >>> words_in("l'avion #Free"), words_in("l'av*", has_wildcards=True)
    (['l', 'avion', '#Free'], ['l', 'av*'])
    """
    if _IS_PLAIN(text) or (has_wildcards and _IS_PLAIN_WITH_WILDCARDS(text)):
        return text.split()
    vocabulary = Vocabulary(classes_in_queries() if has_wildcards else classes())
    data = np.frombuffer(text.encode(), np.uint8)
    tokens = vocabulary.cut(Texts(data, np.array([0, data.size]), np.zeros(1, np.int64)))
    words = [vocabulary.word(number) for number in tokens.words.tolist()]
    # A tag in a script without spaces is read again for its letters: alone it stands for itself,
    # among others for them.
    ends = tokens.ends.tolist()
    if not words or ends[0] == max(ends):
        return words[:1]
    is_again = [start < end for start, end in zip(tokens.starts.tolist()[1:], ends, strict=False)]
    return [word for word, is_tag in zip(words, [*is_again, False], strict=True) if not is_tag]
