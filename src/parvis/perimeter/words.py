"""What a word is, for texts and for queries alike.

A text is folded (compatibility forms, capitals, accents), then cut into words: an emoji with all
its parts, or a run of letters, digits and underscores. Everything else only separates, but a word
keeps the # or @ it begins with. Decision 0003 gives the reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

# Unicode would glue these to the word before them: Renault™ is not the word renaulttm.
_TRADE_MARKS = "[™℠]"

# Marks that adorn a letter. In Indic scripts, Thai and kana they are letters themselves.
_MARKS = (
    r"[\p{M}&&[\p{sc=Inherited}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}]--[\u3099\u309A]]"
    r"|[\u{1F3FB}-\u{1F3FF}\u00AD\u0640]"  # skin tones, soft hyphen, Arabic elongation
)

# Letters that Unicode does not take apart.
_LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "đ": "d",
    "ł": "l",
    "ø": "o",
    "\u0131": "i",  # the Turkish one, without a dot
    "\u03c2": "\u03c3",  # the sigma that ends a word
}

_LETTER = r"[\p{L}\p{M}\p{N}_]"
_PICTURE = r"[\p{Extended_Pictographic}--[©®]]"
_WORD = (
    rf"[#@]?{_LETTER}+"
    r"|[🇦-🇿]{1,2}"  # a flag
    rf"|{_PICTURE}(?:\u200D{_PICTURE}|[\u{{E0020}}-\u{{E007F}}])*"
)

# An address or a channel has its sign inside: jean@free.fr is no handle, C#4 no tag.
_SIGN_INSIDE = rf"({_LETTER})[#@]"


def words(text: pl.Expr) -> pl.Expr:
    """Cut texts into folded words, in order.

    Arguments:
        text: an expression of strings.

    Returns:
        An expression of lists of strings.

    >>> posts = pl.DataFrame({"text": ["L'Été d'Œdipe 👩🏽‍💻 @Free_1337 #BOX!"]})
    >>> posts.select(words(pl.col("text"))).item().to_list()
    ['l', 'ete', 'd', 'oedipe', '👩‍💻', '@free_1337', '#box']
    """
    return (
        text.str.replace_all(_TRADE_MARKS, " ")
        .str.normalize("NFKD")
        .str.to_lowercase()
        .str.replace_all(_MARKS, "")
        .str.replace_many(_LETTERS)
        .str.replace_all(_SIGN_INSIDE, "$1 ")
        .str.extract_all(_WORD)
    )


def words_of(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """Cut a few texts, those of a query, as `words` cuts a column.

    >>> words_of(["l'avion", "#Free"])
    [('l', 'avion'), ('#free',)]
    """
    column = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return [tuple(row) for row in column.select(words(pl.col("text"))).to_series()]


def searchable(texts: pl.DataFrame) -> pl.Series:
    """Spell texts so that a plain substring finds whole words: each stands between two spaces.

    A row that holds a # or @ is spelt twice, without them and with them. Two spaces in a row part
    the spellings, and one column from the next: no phrase reaches across.

    Arguments:
        texts: columns of strings to search side by side; null is an empty text.

    >>> searchable(pl.DataFrame({"title": ["Allô"], "text": ["Merci @Free !"]})).item()
    ' allo  merci free  allo  merci @free '
    """
    columns = [words(pl.col(name).fill_null("")).list.join(" ") for name in texts.columns]
    marked, bare = pl.col("marked"), pl.col("bare")
    return (
        texts.select(marked=pl.concat_str(pl.format(" {} ", column) for column in columns))
        .with_columns(bare=marked.str.replace_all(" [#@]", " "))
        .select(bare + pl.when(marked != bare).then(marked).otherwise(pl.lit("")))
        .to_series()
    )
