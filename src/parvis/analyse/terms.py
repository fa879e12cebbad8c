"""The words of a talk: which group uses which, each voice counted once for each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import finish
from parvis.frames import distinct

if TYPE_CHECKING:
    from collections.abc import Collection

    from parvis.frames import Frame

BREAK = "|"  # where a phrase ends: no pair of words reaches across
JOIN = "·"

_NO_WORD = r"https?://\S+|www\.\S+|@[\pL\pN_]+"
_END_OF_PHRASE = r"[^\pL\pN'\s#_-]+|\s[-_]+\s|[\r\n]+"
_BETWEEN = r"[^\pL\pN|]+"
_PAIR = r"([^ |]+) ([^ |]+)"
_FIRST_OF_PHRASE = r"(?:^|\| )[^ |]+"


def cut(said: Frame, *, without: Collection[str] = ()) -> Frame:
    """Give each word and each pair of neighbouring words of a text a row, in lower case.

    Links, handles, single letters and bare numbers are no words; of an elision (l'avion) each part
    is one. A pair stands within one phrase: punctuation ends it, and so does a word left out.

    Arguments:
        said: with the column `text`, which becomes `term`; a term comes once or twice from a text.
        without: words that are no terms, alone or as part of a pair.

    >>> said = nw.from_native(pl.DataFrame({"text": ["Le service client, injoignable !"]}).lazy())
    >>> cut(said, without={"le"}).unique().collect()["term"].sort().to_list()
    ['client', 'injoignable', 'service', 'service client']
    """
    phrases = said.with_columns(text=_phrases(nw.col("text"), without))
    ways = nw.concat_str("text", *_pairs(phrases), separator=" ")
    words = phrases.with_columns(term=ways.str.split(" ")).drop("text").explode("term")
    return words.filter(~nw.col("term").is_in(["", BREAK])).with_columns(
        term=nw.col("term").str.replace_all(JOIN, " ", literal=True)
    )


def _phrases(text: nw.Expr, without: Collection[str]) -> nw.Expr:
    """Write words one space apart, and a bar wherever a phrase ends."""
    # Two spaces apart first, so that two words to leave out never share one.
    no_term = f" (?:{'|'.join([*sorted(without), '[0-9]+', '.'])}) "
    text = nw.concat_str(nw.lit("  "), text.str.to_lowercase(), nw.lit("  "))
    for pattern, instead in (
        (_NO_WORD, f" {BREAK} "),
        ("\u2019", "'"),
        ("n't", "nt"),  # don't is one word
        (_END_OF_PHRASE, f" {BREAK} "),
        (_BETWEEN, "  "),
        (no_term, f" {BREAK} "),
        (r"[ |]*\|[ |]*", f" {BREAK} "),
        (" +", " "),
    ):
        text = text.str.replace_all(pattern, instead)
    return text.str.strip_chars(" |")


def _pairs(phrases: Frame) -> tuple[nw.Expr, nw.Expr]:
    """The text with each word joined to the next: those at odd places, then those at even ones."""
    joined = rf"\1{JOIN}\2" if phrases.implementation.is_duckdb() else f"$1{JOIN}$2"
    text = nw.col("text")
    shifted = text.str.replace_all(_FIRST_OF_PHRASE, BREAK)
    return text.str.replace_all(_PAIR, joined), shifted.str.replace_all(_PAIR, joined)


def voices_by_term(
    said: Frame, *, least: int = 1, without: Collection[str] = ()
) -> tuple[pl.DataFrame, dict[str, int]]:
    """Count the voices of each group that use each term.

    Arguments:
        said: with `voice`, `group` and `text`.
        least: voices that a term needs, in all groups together.
        without: words that are no terms.

    Returns: group, term and voices, most first; and how many voices each group has.

    >>> said = {"voice": ["ann", "ann"], "group": ["us", "us"], "text": ["panne", "panne réseau"]}
    >>> terms, voices = voices_by_term(nw.from_native(pl.DataFrame(said).lazy()))
    >>> terms.rows()[0], voices
    (('us', 'panne', 1), {'us': 1})
    """
    used = distinct(cut(said, without=without), "voice", "group", "term")
    counted = finish(used.group_by("group", "term").agg(voices=nw.len()))
    enough = pl.col("voices").sum().over("term") >= least
    everyone = finish(said.group_by("group").agg(voices=nw.col("voice").n_unique()))
    ordered = counted.filter(enough).sort(
        "voices", "term", "group", descending=[True, False, False]
    )
    return ordered, dict(everyone.sort("group").iter_rows())
