"""What posts say, once: their different texts and a vector of each."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.enrich.encoder import SIZE, states
from parvis.enrich.encoder import vectors as as_vectors
from parvis.errors import InputError
from parvis.features.text import can_be_read, prepare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

    Numbers = NDArray[np.int64]

NOWHERE: Final = -1
"""The place of a post in which there is nothing to read, or that was not read in time."""

_AT_ONCE: Final = 128  # texts between two looks at the clock


class Said(NamedTuple):
    """The different texts of some posts, in the order of their characters.

    Arguments:
        texts: each once, as `parvis.features.text.prepare` writes them, blanks made one.
        place: of each post, the number of its text, or `NOWHERE`.
        vectors: of the texts, a row each.
    """

    texts: pl.Series
    place: Numbers
    vectors: Floats

    def of(self, posts: NDArray[np.bool_]) -> Said:
        """Return what some of the posts say.

        >>> said_in(pl.Series(["Merci !", "Bravo !"])).of(np.array([True, False])).texts.to_list()
        ['Merci !']
        """
        return _of_rows(self.texts, self.place[posts], self.vectors)


def unread(posts: int) -> Floats:
    """Return a row for the vector of each post, not a number as long as it has not been read.

    >>> unread(2).shape
    (2, 384)
    """
    return np.full((posts, SIZE), np.nan, dtype=np.float32)


def said_in(texts: pl.Series, vectors: Floats | None = None, *, until: float = math.inf) -> Said:
    """Find the different texts of posts, whatever stands around them: links, handles, blanks.

    Arguments:
        texts: of the posts; null is read as empty.
        vectors: of the posts, a row each, not a number where one is not known (`unread`): those
            texts are read, each once.
        until: the moment of `time.monotonic` after which no more texts are read.

    Raises:
        InputError: vectors of another shape, or not finite.

    >>> said_in(pl.Series(["Merci !", "12:40", "Merci ! "])).place.tolist()
    [0, -1, 0]
    """
    vectors = unread(len(texts)) if vectors is None else vectors
    is_known = _known(vectors, len(texts))
    once, place = _once(texts)
    found = unread(len(once))
    heard = np.flatnonzero(is_known & (place != NOWHERE))[::-1]  # the first of equals counts
    found[place[heard]] = vectors[heard]
    missing = np.flatnonzero(np.isnan(found[:, 0]))
    for start in range(0, len(missing), _AT_ONCE):
        if time.monotonic() >= until:
            break
        some = missing[start : start + _AT_ONCE]
        found[some] = as_vectors(states(once.gather(some)))
    is_read = ~np.isnan(found[:, 0])
    place = np.append(np.where(is_read, np.arange(len(once)), NOWHERE), NOWHERE)[place]
    return _of_rows(once, place, found)


def _once(texts: pl.Series) -> tuple[pl.Series, Numbers]:
    """The different texts, and the number of that of each post."""
    prepared = texts.cast(pl.String).to_frame("text").select(prepare(pl.col("text")))
    plain = pl.col("text").str.replace_all(r"\s+", " ").str.strip_chars()
    legible = prepared.select(pl.when(can_be_read(plain)).then(plain))["text"]
    once = legible.drop_nulls().unique().sort()
    numbers = pl.DataFrame({"text": once, "place": pl.int_range(len(once), eager=True)})
    places = legible.to_frame("text").join(numbers, on="text", how="left", maintain_order="left")
    return once, places["place"].cast(pl.Int64).fill_null(NOWHERE).to_numpy()


def _of_rows(texts: pl.Series, place: Numbers, vectors: Floats) -> Said:
    """The same with texts that no post says left out."""
    used = np.zeros(len(texts), dtype=bool)
    used[place[place != NOWHERE]] = True
    numbers = np.append(np.cumsum(used) - 1, NOWHERE)  # nowhere is last
    return Said(texts.filter(pl.Series(used)), numbers[place], vectors[used])


def _known(vectors: Floats, posts: int) -> NDArray[np.bool_]:
    if vectors.shape != (posts, SIZE):
        raise InputError(
            f"vectors of shape {vectors.shape} for {posts} posts. "
            f"What to do: give a row of {SIZE} numbers a post, not a number where one is unread."
        )
    is_known = ~np.all(np.isnan(vectors), axis=1)
    if not np.isfinite(vectors[is_known]).all():
        raise InputError("vectors that are not finite. What to do: make them anew.")
    return np.asarray(is_known)
