"""Which words of a vocabulary a term stands for, each spelling of all words at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.perimeter.language.tree import Fuzzy, Glob, Tag, Term, Word
from parvis.perimeter.meaning.misspelling import edits_between
from parvis.perimeter.meaning.patterns import glob_expression
from parvis.perimeter.meaning.tags import has_words
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.signs import SIGNS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parvis.perimeter.words.vocabulary import Vocabulary

_SIGN: Final = f"^[{''.join(SIGNS)}]"


class Lexicon:
    """The words of a vocabulary with their sign and their spellings, kept up with it.

    Arguments:
        vocabulary: the words met so far.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._frame = _spelt([])

    def standing_for(self, term: Term) -> NDArray[np.bool_]:
        """Mark the words of the vocabulary that a term stands for, by their number.

        >>> from parvis.perimeter.words.vocabulary import Vocabulary
        >>> from parvis.perimeter.words.texts import texts_of
        >>> vocabulary = Vocabulary()
        >>> _ = vocabulary.cut(texts_of(pl.DataFrame({"text": ["Été ete étés"]})))
        >>> Lexicon(vocabulary).standing_for(Word("ete")).tolist()
        [True, True, False]
        """
        self._keep_up()
        return self._frame.select(_condition(term)).to_series().to_numpy()

    def sizes_of_signs(self) -> NDArray[np.int64]:
        """Return how many bytes the sign of each word takes."""
        self._keep_up()
        return self._frame["sign_size"].to_numpy()

    def _keep_up(self) -> None:
        known = self._frame.height
        if known < len(self.vocabulary):
            self._frame = pl.concat([self._frame, _spelt(self.vocabulary.words(known))])


def _spelt(words: list[str]) -> pl.DataFrame:
    """Spell words: in ASCII all at once, the others one by one."""
    frame = pl.DataFrame({"word": words}, schema={"word": pl.String}).select(
        sign=pl.col("word").str.extract(f"({_SIGN})").replace(SIGNS).fill_null(""),
        cased=pl.col("word").str.replace(_SIGN, ""),
        sign_size=pl.col("word").str.extract(f"({_SIGN})").str.len_bytes().fill_null(0),
    )
    lower = frame["cased"].str.to_lowercase()
    plain = frame.select("sign", "sign_size", "cased", accented=lower, bare=lower)
    is_ascii = frame["cased"].str.len_bytes() == frame["cased"].str.len_chars()
    if is_ascii.all():
        return plain
    spelt = pl.DataFrame(
        [spellings(word) for word in frame["cased"].filter(~is_ascii)],
        schema=dict.fromkeys(("cased", "accented", "bare"), pl.String),
        orient="row",
    )
    places = is_ascii.not_().arg_true()
    columns = [plain[name].scatter(places, spelt[name]) for name in spelt.columns]
    return plain.select("sign", "sign_size").with_columns(columns)


def _condition(term: Term) -> pl.Expr:
    match term:
        case Word(text, form, sign):
            return _with_sign(pl.col(form) == text, sign)
        case Glob(pattern, form, sign):
            return _with_sign(_like(pl.col(form), pattern), sign)
        case Fuzzy(text, edits, sign):
            return _with_sign(_misspells(text, edits), sign)
        case Tag(words):
            return (pl.col("sign") == "#") & _holds(words)


def _with_sign(condition: pl.Expr, sign: str) -> pl.Expr:
    return condition & (pl.col("sign") == sign) if sign else condition


def _like(column: pl.Expr, pattern: str) -> pl.Expr:
    if re.fullmatch(r"[^*?]+\*", pattern):
        return column.str.starts_with(pattern[:-1])
    if re.fullmatch(r"\*[^*?]+", pattern):
        return column.str.ends_with(pattern[1:])
    return column.str.contains(glob_expression(pattern))


def _misspells(text: str, edits: int) -> pl.Expr:
    """Lengths first: they leave few words to compare letter by letter."""
    length = pl.col("bare").str.len_chars().cast(pl.Int64)
    is_of_length = (length - len(text)).abs() <= edits
    compare = pl.col("bare").map_elements(
        lambda word: edits_between(text, word, edits) <= edits, return_dtype=pl.Boolean
    )
    return pl.when(is_of_length).then(compare).otherwise(pl.lit(value=False))


def _holds(words: tuple[str, ...]) -> pl.Expr:
    may = pl.col("bare").str.contains(words[0], literal=True)
    compare = pl.col("cased").map_elements(
        lambda tag: has_words(tag, words), return_dtype=pl.Boolean
    )
    return pl.when(may).then(compare).otherwise(pl.lit(value=False))
