"""Which mentions say the same thing in nearly the same words."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np
import polars as pl

from parvis.filter.canonical import canonical, content_words, distinct_words
from parvis.filter.minhash import Shingles, candidates
from parvis.frames import enter

_LEAST_WORDS: Final = 3  # of a copy: "merci" said twice is no copy
_LEAST_CONTENT: Final = 4  # of a variant: "thanks for the reply" is a turn of phrase
_SHORT: Final = 8  # words; a text shorter than that must share more
_SHARED, _SHARED_BY_SHORT = 0.6, 0.7  # Jaccard of the words
_REMEMBERED: Final = 8_192  # texts whose words are at hand for the next comparison


def _by_time(mentions: pl.DataFrame) -> pl.Series:
    """Row numbers, oldest first and undated last; rows of one time stay in their order."""
    if "published_at" not in mentions.columns:
        return pl.int_range(mentions.height, eager=True)
    return mentions.select(
        pl.arg_sort_by("published_at", nulls_last=True, maintain_order=True)
    ).to_series()


def _copies(texts: pl.Series) -> pl.DataFrame:
    """Each distinct text of enough words, with the places where it stands, oldest first."""
    text = pl.col("text")
    return (
        pl.DataFrame({"text": texts})
        .with_row_index("place")
        .group_by("text", maintain_order=True)
        .agg("place")
        .filter(distinct_words(text) >= _LEAST_WORDS)
        .with_columns(is_varied=content_words(text) >= _LEAST_CONTENT)
    )


def _resemble(some: frozenset[int], others: frozenset[int]) -> bool:
    """Whether two texts share enough of their words to be variants of one another."""
    shared = len(some & others)
    least = _SHARED_BY_SHORT if min(len(some), len(others)) < _SHORT else _SHARED
    return shared >= least * (len(some) + len(others) - shared)


def _leaders(texts: pl.Series) -> list[int]:
    """For each text, oldest first, the place of the earliest that it varies, or its own.

    A text joins a group only where it resembles the group's first text: a chain of small changes
    does not tie together what has nothing in common any more.
    """
    shingles = Shingles(texts)
    words_of = lru_cache(_REMEMBERED)(shingles.of)
    leader = list(range(len(texts)))
    for text, pairs in groupby(candidates(shingles).tolist(), key=itemgetter(0)):
        for candidate in sorted({leader[earlier] for _, earlier in pairs}):
            if _resemble(words_of(text), words_of(candidate)):
                leader[text] = candidate
                break
    return leader


def _first_places(texts: pl.Series) -> pl.Series:
    """For each text, oldest first, the place of its group's first; null where it is alone."""
    copies = _copies(texts)
    varied = copies["is_varied"].arg_true().to_numpy()
    leader = np.arange(copies.height)
    leader[varied] = varied[_leaders(copies["text"].gather(varied))]
    grouped = (
        copies.select("place", first=copies["place"].list.first().gather(leader))
        .explode("place")
        .filter(pl.len().over("first") > 1)
    )
    places = pl.DataFrame({"place": pl.int_range(len(texts), dtype=pl.UInt32, eager=True)})
    return places.join(grouped, on="place", how="left", maintain_order="left")["first"]


def group_duplicates(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add the group of near-duplicates of each mention, and the first of it that it repeats.

    Copies are alike once `RT @name:`, handles, links, case, accents and punctuation are taken off;
    they need three distinct words. Variants share 60 % of their distinct words (Jaccard; 70 % under
    eight words) with the first of their group, in any order; they need four distinct words of four
    letters or more. Thus "merci" or "thanks for the reply", said by many, is not copied from
    anyone. The first is the earliest by `published_at`; undated mentions come last and mentions of
    one time in the order of their rows, which changes nothing else.

    Cost grows with the number of mentions, not of pairs: copies are read once, and a variant is
    compared with sixteen earlier texts at most.

    Arguments:
        mentions: needs `id` and `text`; `published_at` gives the order where it is there.

    Raises:
        MissingColumnsError: there is no `id` or no `text`.

    Source: row 40 of the capabilities; Broder (1997) for resemblance and its sketches.

    >>> import polars as pl
    >>> said = "Le réseau est coupé à Lyon depuis ce matin"
    >>> posts = pl.DataFrame({"id": ["a", "b", "c"], "text": [said, f"RT @x: {said}!", "merci"]})
    >>> group_duplicates(posts).select("id", "duplicate_group", "duplicate_of").rows()
    [('a', 'a', None), ('b', 'a', 'a'), ('c', None, None)]
    """
    enter(mentions, "id", "text")
    order = _by_time(mentions)
    ids = mentions["id"].gather(order)
    first = _first_places(canonical(mentions["text"].gather(order)))
    group = ids.gather(first)
    repeated = group.zip_with(first != pl.int_range(len(first), eager=True), ids.clear(len(ids)))
    back = order.arg_sort()
    return mentions.with_columns(
        duplicate_group=group.gather(back), duplicate_of=repeated.gather(back)
    )
