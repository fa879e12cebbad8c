"""The space in which topics are told apart: what does not tell them apart is damped."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from parvis.enrich.topics.likeness import unit

if TYPE_CHECKING:
    from parvis.enrich.model import Floats

WEIGHT_OF_ALL: Final = 20
"""Posts that the mean of all kinds of posts weighs as much as."""


class Learnt(NamedTuple):
    """What is known of posts before any is seen.

    Arguments:
        mean: vector of posts of many kinds.
        common: directions, one a column, at right angles and of length one: those from English to
            French, then those in which wordings of one request differ most.
        kept: what is kept of each, 0 to 1.
    """

    mean: Floats
    common: Floats
    kept: Floats


class Space(NamedTuple):
    """How vectors are moved so that posts of unlike topics stand at right angles.

    Arguments:
        origin: a vector; the mean of the posts.
        known: what is damped.
    """

    origin: Floats
    known: Learnt

    def place(self, vectors: Floats) -> Floats:
        """Return vectors in this space, at length one.

        >>> apart = learnt().mean + np.eye(3, 384, dtype=np.float32)
        >>> bool(space(apart).place(apart)[0, 0] > 0.5)
        True
        """
        moved = vectors.astype(np.float32) - self.origin
        damped = (moved @ self.known.common) * (1 - self.known.kept)
        return unit((moved - damped @ self.known.common.T).astype(np.float32))


def space(vectors: Floats, known: Learnt | None = None) -> Space:
    """Find the space of some posts: it begins at their mean, as no topic is what all speak of.

    The mean is drawn towards that of all kinds of posts where there are few.

    Arguments:
        vectors: of the posts, a row each, as `parvis.enrich.encoder.vectors` makes them.
        known: what is damped; None for what ships.

    Source: within-class covariance normalisation, Hatch, Kajarekar and Stolcke (Interspeech 2006),
        of the first directions alone.

    >>> space(np.zeros((0, 384), dtype=np.float32)).origin.shape
    (384,)
    """
    known = learnt() if known is None else known
    everything = vectors.sum(axis=0, dtype=np.float64) + WEIGHT_OF_ALL * known.mean
    return Space((everything / (len(vectors) + WEIGHT_OF_ALL)).astype(np.float32), known)


@cache
def learnt() -> Learnt:
    """Return what `tools/train/topics.py` has learnt.

    >>> [part.shape for part in learnt()]
    [(384,), (384, 66), (66,)]
    """
    with as_file(files("parvis.models") / "topics.npz") as path, np.load(path) as kept:
        return Learnt(*(np.asarray(kept[name], dtype=np.float32) for name in Learnt._fields))
