"""Read tonality and interaction of mentions, batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.enrich.addressed import speaks_to
from parvis.enrich.model import HEADS, card, head, head_of, margins
from parvis.enrich.text import can_be_read, prepare
from parvis.errors import MissingColumnsError
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from parvis.enrich.model import Floats, Head

TIER = "fast"
BATCH = 1_024
"""Posts read at once: enough for numpy to be fast, few enough to stay in the processor's cache."""

_BETWEEN_FANS = INTERACTIONS.index("between_fans")
_MARKETING = INTERACTIONS.index("marketing")
_TOWARDS = {"people": 2.0, "brand": -3.0, "nobody": -1.5}
_OWN_WORDS = 3.0


def enrich(mentions: pl.DataFrame, *, batch: int = BATCH) -> pl.DataFrame:
    """Add tonality and interaction to mentions, each with its probabilities.

    A post is read by itself: neither the rows beside it nor the size of the batch change its
    reading. Only its first 2 000 characters are read. A post with nothing to read (empty, digits,
    a bare link) keeps null for tonality and interaction, and is unsure. Probabilities of the
    tonality are calibrated on labelled posts, as if the three were equally common; those of the
    interaction are no more than a ranking.

    Arguments:
        mentions: with `text`. `language` chooses the reader of French, English or the rest, which
            reads all where the column is missing. `mentions`, `brands` and `reply_to` say whom a
            post speaks to, `own_brand` whether a brand wrote it; all four may be missing.
        batch: posts read at once; memory grows with it, nothing else changes.

    Returns: the mentions in their order, with `tonality`, `tonality_p`, `is_unsure`,
        `interaction`, `interaction_p`, `tier` and `model_version`.

    Raises:
        MissingColumnsError: there is no `text`.

    Source: n-gram linear models, as in Wang and Manning, "Baselines and bigrams" (ACL 2012); rows
        28 and 41 of the capabilities; scores in docs/explanation/how-well-it-reads.md.

    >>> posts = pl.DataFrame({"text": ["Un grand merci, service impeccable !"], "language": "fr"})
    >>> enrich(posts).select("tonality", "interaction").row(0)
    ('positive', 'praise')
    """
    if "text" not in mentions.columns:
        raise MissingColumnsError.among(["text"], mentions.columns)
    favours = _favours(mentions)
    tonality = np.empty((mentions.height, len(TONALITIES)), dtype=np.float32)
    interaction = np.empty((mentions.height, len(INTERACTIONS)), dtype=np.float32)
    is_read, is_unsure = np.empty((2, mentions.height), dtype=bool)
    for reader, rows in _batches(mentions, batch):
        prepared = mentions["text"].gather(rows).to_frame().select(prepare(pl.col("text")))
        scores = margins(prepared.to_series(), reader)
        is_read[rows] = prepared.select(can_be_read(pl.col("text"))).to_series()
        tonality[rows] = _softmax(reader.slope * scores[:, : len(TONALITIES)] + reader.shift)
        interaction[rows] = _softmax(scores[:, len(TONALITIES) :] + favours[rows])
        is_unsure[rows] = ~is_read[rows] | (tonality[rows].max(axis=1) < reader.lean_from)
    return mentions.with_columns(
        *_columns("tonality", tonality, TONALITIES, is_read),
        pl.Series("is_unsure", is_unsure),
        *_columns("interaction", interaction, INTERACTIONS, is_read),
        tier=pl.lit(TIER),
        model_version=pl.lit(card()["version"]),
    )


def _batches(mentions: pl.DataFrame, size: int) -> Iterator[tuple[Head, NDArray[np.int64]]]:
    """Rows to read together, with the head that reads their language."""
    names = pl.repeat(head_of(None), mentions.height, eager=True)
    if "language" in mentions.columns:
        spoken = {code: head_of(code) for code in mentions["language"].unique()}
        names = mentions["language"].replace_strict(spoken, return_dtype=pl.String)
    for name in HEADS:
        rows = np.flatnonzero(names == name)
        for start in range(0, len(rows), size):
            yield head(name), rows[start : start + size]


def _favours(mentions: pl.DataFrame) -> Floats:
    """What the columns of a post, beside its words, add to the log-odds of each interaction."""
    towards = speaks_to(mentions).replace_strict(_TOWARDS, default=0.0, return_dtype=pl.Float32)
    favours = np.zeros((mentions.height, len(INTERACTIONS)), dtype=np.float32)
    favours[:, _BETWEEN_FANS] = towards
    if "own_brand" in mentions.columns:
        favours[:, _MARKETING] = _OWN_WORDS * mentions["own_brand"].is_not_null().to_numpy()
    return favours


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _columns(
    name: str, probabilities: Floats, classes: Sequence[str], is_read: NDArray[np.bool_]
) -> Iterator[pl.Series]:
    """The likeliest class, then the probability of each; null where there was nothing to read."""
    nothing = pl.Series(~is_read)
    likeliest = pl.Series(name, classes).gather(probabilities.argmax(axis=1))
    listed = pl.Series(f"{name}_p", probabilities.astype(np.float64)).arr.to_list()
    for column in (likeliest, listed):
        yield pl.select(pl.when(~nothing).then(column).alias(column.name)).to_series()
