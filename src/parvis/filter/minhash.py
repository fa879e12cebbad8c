"""Which texts are likely to share most of their words: MinHash signatures, cut into bands.

Source: Broder (1997), "On the resemblance and containment of documents"; Indyk and Motwani (1998).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

_BANDS, _ROWS = 8, 4  # two texts of Jaccard .8 meet in a band 98 times of 100, of .5 four of 10
_LEAST_ALIKE: Final = 0.4  # of the least hashes; an estimate, hence below what is asked of words
_CHUNK: Final = 8_192  # texts cut into words together; bounds the memory, not the result

_DRAWN = np.random.default_rng(1997)
_MULTIPLIERS = _DRAWN.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)  # odd
_SHIFTS = _DRAWN.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Shingles:
    """The hashed words of many texts, laid end to end.

    Arguments:
        texts: canonical texts, none of them empty.

    >>> import polars as pl
    >>> shingles = Shingles(pl.Series(["reseau coupe a lyon", "reseau coupe a paris"]))
    >>> len(shingles.of(0) & shingles.of(1))
    3
    """

    def __init__(self, texts: pl.Series) -> None:
        chunks = [_hashed(texts.slice(at, _CHUNK)) for at in range(0, len(texts), _CHUNK)]
        self.hashes = np.concatenate([np.empty(0, np.uint64), *(hashes for hashes, _ in chunks)])
        lengths = np.concatenate([np.zeros(1, np.int64), *(lengths for _, lengths in chunks)])
        self.offsets = np.cumsum(lengths)

    def of(self, text: int) -> frozenset[int]:
        """Return the hashed words of one text, by its place."""
        return frozenset(self.hashes[self.offsets[text] : self.offsets[text + 1]].tolist())


def _hashed(texts: pl.Series) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The words of texts as numbers, and how many each text has."""
    words = texts.str.split(" ")
    flat = words.explode()
    hashes = flat.hash(seed=1).to_numpy()
    unspaced = ((flat.str.len_chars() == 1) & (flat.str.len_bytes() > 2)).to_numpy()
    lengths = words.list.len().to_numpy().astype(np.int64)
    return _paired(hashes, unspaced, np.cumsum(lengths)), lengths


def _paired(
    hashes: NDArray[np.uint64], unspaced: NDArray[np.bool_], ends: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Join each unspaced character to the next one: a single character says too little."""
    joined = unspaced[:-1] & unspaced[1:]
    joined[ends[:-1] - 1] = False
    paired = hashes.copy()
    paired[:-1][joined] = hashes[:-1][joined] * _MIX + hashes[1:][joined]
    return paired


def _signatures(shingles: Shingles) -> NDArray[np.uint64]:
    """The least hash of each text under each permutation: one column a text."""
    least = [
        np.minimum.reduceat(
            (shingles.hashes * multiplier + shift) >> np.uint64(32), shingles.offsets[:-1]
        )
        for multiplier, shift in zip(_MULTIPLIERS, _SHIFTS, strict=True)
    ]
    return np.stack(least)


def _key(band: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One key a text; texts of one key share the least hashes of every row of the band."""
    key = np.zeros(band.shape[1], dtype=np.uint64)
    for row in band:
        key = key * _MIX + row
    return key


def _met(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Pairs (later, earlier) of texts of one key: each with the first and with the one before.

    Never all with all: a key that half the texts share must cost no more than any other.
    """
    order = np.argsort(keys, kind="stable")
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = keys[order][1:] != keys[order][:-1]
    first = order[np.maximum.accumulate(np.where(is_first, np.arange(len(order)), 0))]
    later = np.flatnonzero(~is_first)
    return np.concatenate(
        [
            np.stack([order[later], first[later]], axis=1),
            np.stack([order[later], order[later - 1]], axis=1),
        ]
    )


def candidates(shingles: Shingles) -> NDArray[np.int64]:
    """Return the pairs of texts worth comparing, as rows (later, earlier), in order.

    At most sixteen earlier texts are named for each text, whatever the corpus.

    >>> import polars as pl
    >>> said = ["reseau coupe a lyon depuis ce matin", "vive le printemps et les oiseaux"]
    >>> candidates(Shingles(pl.Series([*said, said[0] + " encore"]))).tolist()
    [[2, 0]]
    """
    texts = len(shingles.offsets) - 1
    if not texts:
        return np.empty((0, 2), dtype=np.int64)
    signatures = _signatures(shingles)
    met = np.concatenate([_met(_key(band)) for band in np.split(signatures, _BANDS)])
    later, earlier = np.divmod(np.unique(met[:, 0] * texts + met[:, 1]), texts)
    shared = (signatures[:, later] == signatures[:, earlier]).mean(axis=0)
    return np.stack([later, earlier], axis=1)[shared >= _LEAST_ALIKE]
