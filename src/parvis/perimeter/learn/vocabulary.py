"""Words and pairs of words that set one group of mentions apart from another."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.perimeter.store.index import Index
from parvis.perimeter.words.folding import spellings
from parvis.perimeter.words.rates import common_words, rate_of_word
from parvis.perimeter.words.signs import parted

if TYPE_CHECKING:
    from numpy.typing import NDArray

USUAL: Final = 0.03
"""A word in so many of the posts of a language speaks of nothing in particular."""

_NO_WORDS: Final = r"https?://\S*|www\.\S+|\bRT\b"

PRIOR: Final = 50.0
"""Uses of words, in all, that are supposed before any is counted."""
LEAST: Final = 0.5
"""Of the prior, for a word nobody else is known to use: were it near none, such a word, though all
of one group and none of the other said it, would never be more than chance."""


def uses(mentions: pl.DataFrame) -> pl.DataFrame:
    """List the terms each mention uses, each once.

    Arguments:
        mentions: a frame with the column `text`, and `title` and `author` where there are some.

    Returns:
        A row a use: `mention` (its number), `author`, `term` (a query: a word, a tag, a handle, an
        emoji, or two words in a row). Links and words that are everywhere are left out.

    >>> uses(pl.DataFrame({"text": ["Box Free"]}))["term"].sort().to_list()
    ['"box free"', 'box', 'free']
    """
    index = Index(mentions.with_columns(pl.col("text").str.replace_all(_NO_WORDS, " ")))
    vocabulary = index.lexicon.vocabulary
    written = np.array([_as_term(word) for word in vocabulary.words()] or [""], object)
    words = written[index.tokens.words]
    rows = np.repeat(np.arange(mentions.height), np.diff(index.tokens.rows))
    is_pair = (np.diff(rows) == 0) & (np.diff(index.tokens.places) == 1)
    pairs = np.array([f'"{a} {b}"' for a, b in itertools.pairwise(words)], object)
    used = pl.DataFrame(
        {
            "mention": np.concatenate((rows, rows[:-1][is_pair])),
            "term": pl.Series([*words, *pairs[is_pair]], dtype=pl.String),
        }
    ).unique()
    terms = used["term"].unique()
    telling = terms.filter([_tells(term) for term in terms])
    return used.filter(pl.col("term").is_in(telling.implode())).join(
        _authors(mentions), on="mention"
    )


def _tells(term: str) -> bool:
    """Whether one word of it at least is not everywhere."""
    usual = [max(common_words().get(word, (0.0,))) >= USUAL for word in term.strip('"').split()]
    return not all(usual)


def _as_term(word: str) -> str:
    sign, body = parted(word)
    return sign + spellings(body).bare


def _authors(mentions: pl.DataFrame) -> pl.DataFrame:
    """The author of each mention; one nobody signed is its own."""
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    alone = pl.format("#{}", number)
    author = pl.col("author").fill_null(alone) if "author" in mentions.columns else alone
    return mentions.select(mention=number, author=author)


def set_apart(
    used: pl.DataFrame, is_here: NDArray[np.bool_], is_there: NDArray[np.bool_]
) -> pl.DataFrame:
    """Score the terms that one group of mentions uses more than another.

    Each author counts once, so that nobody's favourite word wins alone.

    Arguments:
        used: from `uses`.
        is_here: marks the mentions of the one group.
        is_there: marks those of the other.

    Returns:
        A row a term: `term`, `here` and `there` (authors who use it), `score` (log-odds ratio over
        its standard error; above 1.96 is more than chance).

    Source: Monroe, Colaresi and Quinn, "Fightin' Words" (Political Analysis 16, 2008): log-odds
        with an informative Dirichlet prior, here the rates of common words in public posts.

    >>> posts = pl.DataFrame({"text": ["box wifi", "box wifi", "box fibre", "box fibre"]})
    >>> here = np.array([True, True, False, False])
    >>> set_apart(uses(posts), here, ~here).filter(pl.col("term") == "wifi").row(0)[:3]
    ('wifi', 2, 0)
    """
    counts = (
        used.with_columns(
            here=pl.Series(is_here).gather(used["mention"]),
            there=pl.Series(is_there).gather(used["mention"]),
        )
        .group_by("term")
        .agg(
            here=pl.col("author").filter(pl.col("here")).n_unique(),
            there=pl.col("author").filter(pl.col("there")).n_unique(),
        )
    )
    here, there = counts["here"].to_numpy(), counts["there"].to_numpy()
    prior = _prior(counts)
    return counts.with_columns(score=pl.Series(_log_odds(here, there, prior)))


def _prior(counts: pl.DataFrame) -> NDArray[np.float64]:
    expected = np.array([rate_of_word(term) for term in counts["term"]])
    return np.maximum(PRIOR * expected / expected.sum(), LEAST) if expected.size else expected


def _log_odds(
    here: NDArray[np.int64], there: NDArray[np.int64], prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    def odds(count: NDArray[np.int64]) -> NDArray[np.float64]:
        whole = count.sum() + prior.sum()
        return np.log((count + prior) / (whole - count - prior))

    variance = 1 / (here + prior) + 1 / (there + prior)
    return (odds(here) - odds(there)) / np.sqrt(variance)
