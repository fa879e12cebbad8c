"""What is said of each brand: who speaks of which theme, by a column or by the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import begin_by_brand, finish
from parvis.analyse.telling import telling
from parvis.analyse.terms import cut, voices_by_term
from parvis.analyse.voices import voice
from parvis.frames import distinct

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame


def by_column(mentions: IntoFrame, column: str) -> pl.DataFrame:
    """List who speaks of which brand with which value of a column, each once.

    Arguments:
        mentions: the mentions to count, with `id`, `author`, `brands` and the column.
        column: of text, or of lists of text.

    Returns: voice, row (brand), column (value), mentions (1); no row for what is unknown.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities.

    >>> said = {"id": ["x:1", "x:2"], "author": ["Ann", "Ann"], "brands": [["Free"], ["Free"]]}
    >>> by_column(pl.DataFrame(said | {"tonality": ["negative", "negative"]}), "tonality").rows()
    [('ann', 'Free', 'negative', 1)]
    """
    said = begin_by_brand(mentions, "id", "author", column)
    named = said.select(voice=voice(), row="brand", column=column)
    if named.collect_schema()["column"] == nw.List:
        named = named.explode("column")
    return _once(named.filter(~nw.col("column").is_null()))


def by_terms(
    mentions: IntoFrame, terms: Sequence[str], *, without: Collection[str] = ()
) -> pl.DataFrame:
    """List who speaks of which brand in which of these words, each once.

    Arguments:
        mentions: the mentions to count, with `id`, `author`, `brands` and `text`.
        terms: words, and pairs of words, as `telling_terms` finds them.
        without: the words that were no terms when these were found.

    Returns: voice, row (brand), column (term), mentions (1).

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities.

    >>> said = {"id": ["x:1"], "author": ["Ann"], "brands": [["Free"]], "text": ["Panne, panne !"]}
    >>> by_terms(pl.DataFrame(said), ["panne"]).rows()
    [('ann', 'Free', 'panne', 1)]
    """
    used = cut(_worded(mentions), without=without).filter(nw.col("term").is_in(list(terms)))
    return _once(used.select("voice", row="group", column="term"))


def telling_terms(
    mentions: IntoFrame, *, each: int = 6, least: int = 10, without: Collection[str] = ()
) -> list[str]:
    """Find the words in which brands are spoken of, those of one brand and not of the others.

    Arguments:
        mentions: the mentions to read, with `id`, `author`, `brands` and `text`.
        each: words of each brand.
        least: voices that a word needs.
        without: words that are no terms: of grammar, and names that only say which brand it is.

    Returns: words and pairs of words, in the order of the alphabet.

    Raises:
        MissingColumnsError: a column is not there.

    Source: c-TF-IDF, as in `telling.telling`.

    >>> said = {"id": ["x:1", "x:2"], "author": ["Ann", "Bo"], "brands": [["Free"], ["Orange"]]}
    >>> found = pl.DataFrame(said | {"text": ["la panne", "la facture"]})
    >>> telling_terms(found, least=1, without={"la"})
    ['facture', 'panne']
    """
    terms, voices = voices_by_term(_worded(mentions), least=least, without=without)
    return _once_each(telling(terms, voices, most=each))


def _once_each(told: pl.DataFrame) -> list[str]:
    """Each word once: of a singular and its plural, the one more voices use."""
    said = told.group_by("term").agg(pl.col("voices").sum())
    counts = dict(said.sort("term").iter_rows())
    twins = {
        min((term, term + ending), key=lambda one: counts[one])
        for term in counts
        for ending in ("s", "x", "es")
        if term + ending in counts
    }
    return [term for term in counts if term not in twins]


def _worded(mentions: IntoFrame) -> Frame:
    said = begin_by_brand(mentions, "id", "author", "text")
    return said.select("text", voice=voice(), group="brand")


def _once(said: Frame) -> pl.DataFrame:
    named = finish(distinct(said, "voice", "row", "column")).with_columns(
        mentions=pl.lit(1, pl.Int64)
    )
    return named.sort("voice", "row", "column")
