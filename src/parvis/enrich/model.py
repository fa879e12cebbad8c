"""The trained reader: its tables of weights, what is known of its errors, its raw scores."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.enrich.ngrams import summed

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import polars as pl

Floats: TypeAlias = NDArray[np.float32]
HeadName: TypeAlias = Literal["fr", "en", "rest"]

HEADS: tuple[HeadName, ...] = ("fr", "en", "rest")
"""Languages with a reader of tonality of their own; `rest` was trained on eight together."""


@dataclass(frozen=True, slots=True)
class Head:
    """What reads the posts of one language.

    Arguments:
        weights: one row a bucket: tonalities, then interactions.
        scale: what one step of a weight is worth, by tonality and interaction.
        bias: what is added to the weights' sum, by tonality and interaction.
        slope, shift: turn the margins of the tonalities into calibrated log-odds.
        lean_from: likeliest tonality below this probability: better not lean on it.

    >>> head("fr").lean_from < 1
    True
    """

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats
    slope: float
    shift: Floats
    lean_from: float


def head_of(language: str | None) -> HeadName:
    """Name the head that reads a language.

    >>> head_of("fr"), head_of("de"), head_of(None)
    ('fr', 'rest', 'rest')
    """
    return "fr" if language == "fr" else "en" if language == "en" else "rest"


def margins(posts: pl.Series, head: Head) -> Floats:
    """Score prepared posts: one row a post, one column a tonality, then an interaction.

    The sum of the weights of a post's features over the square root of their number, plus a bias:
    long posts do not shout louder than short ones.

    Arguments:
        posts: prepared posts (see `parvis.enrich.text.prepare`).
        head: what reads them.

    >>> import polars as pl
    >>> margins(pl.Series(["bon", "pas bon"]), head("fr")).shape
    (2, 10)
    """
    sums = summed(posts, head.weights).astype(np.float32)
    return np.asarray(sums[:, :-1] * head.scale / np.sqrt(sums[:, -1:]) + head.bias, np.float32)


@cache
def head(name: HeadName) -> Head:
    """Load one head, once; the tables are shipped as 8-bit integers and a scale per class.

    >>> head("en").weights.shape
    (131072, 10)
    """
    with _shipped("reading.npz").open("rb") as file, np.load(file) as tables:
        weights = np.concatenate([tables[f"tonality_{name}"], tables["interaction"]], axis=1)
    known = card()
    mine, shared = known["heads"][name], known["interaction"]
    return Head(
        weights=np.ascontiguousarray(weights),
        scale=np.array(mine["scale"] + shared["scale"], dtype=np.float32),
        bias=np.array(mine["bias"] + shared["bias"], dtype=np.float32),
        slope=mine["slope"],
        shift=np.array(mine["shift"], dtype=np.float32),
        lean_from=mine["lean_from"],
    )


@cache
def card() -> dict[str, Any]:
    """Return what is known of the shipped reader: version, scores, data, calibration.

    `scores` lists how well it read labelled posts it had not seen, each with task, language,
    measure, value (0 to 1), 95 % interval (low, high) and number of posts; `further` lists scores
    on other ground, each with the name of its data. The same in words: models/reading.md.

    Source: model cards, Mitchell et al., FAT* 2019; row 28 of the capabilities.

    >>> card()["version"]
    'fast-1'
    """
    return json.loads(_shipped("reading.json").read_text("utf-8"))


def confusion(language: str) -> NDArray[np.int64]:
    """Return how the reader read labelled posts it had not seen: its known errors.

    Arguments:
        language: ISO 639-1; French and English have their own counts, all others share one.

    Returns: counts of posts, 3 by 3: true tonality by row, tonality read by column, in the order
        of `schema.TONALITIES`.

    Source: Forman, "Quantifying counts and costs via classification" (2008), where it is used.

    >>> confusion("fr").shape
    (3, 3)
    """
    return np.array(card()["heads"][head_of(language)]["confusion"], dtype=np.int64)


def _shipped(name: str) -> Traversable:
    return files("parvis.models") / name
