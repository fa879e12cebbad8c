"""The trained readers: their tables of weights, what is known of their errors, their raw scores.

Fast    sums of weights over hashed features        reading.npz, reading.json
Fine    heads over the states of an encoder,        fine.npz, fine.json
        blended with the fast reader's scores
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.features.ngrams import summed
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import polars as pl

Floats: TypeAlias = NDArray[np.float32]
HeadName: TypeAlias = Literal["fr", "en", "rest"]

HEADS: tuple[HeadName, ...] = ("fr", "en", "rest")
"""Languages with a fast reader of tonality of their own; `rest` was trained on eight together."""

YES_NO: Final = ("offensive", "ironic", "complaint")
"""What is answered with yes or no; complaints have a say in the interaction, no column."""


class Scores(NamedTuple):
    """Raw scores of posts, a row a post: by tonality, by interaction, by question of yes or no."""

    tonality: Floats
    interaction: Floats
    yes_no: Floats


@dataclass(frozen=True, slots=True)
class Head:
    """What reads the posts of one language fast.

    Arguments:
        weights: one row a bucket: tonalities, interactions, then questions of yes or no.
        scale: what one step of a weight is worth, by column.
        bias: what is added to the weights' sum, by column.
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


class Blend(NamedTuple):
    """How the scores of readers become log-odds, and from which probability to lean on them.

    Arguments:
        slopes: one a reader.
        shift: one a class.
        lean_from: as in `Head`; for a question of yes or no, the probability from which it is yes.
    """

    slopes: Floats
    shift: Floats
    lean_from: float


def head_of(language: str | None) -> HeadName:
    """Name the head that reads a language.

    >>> head_of("fr"), head_of("de"), head_of(None)
    ('fr', 'rest', 'rest')
    """
    return "fr" if language == "fr" else "en" if language == "en" else "rest"


def margins(posts: pl.Series, head: Head) -> Scores:
    """Score prepared posts.

    The sum of the weights of a post's features over the square root of their number, plus a bias:
    long posts do not shout louder than short ones.

    Arguments:
        posts: prepared posts (see `parvis.features.text.prepare`).
        head: what reads them.

    >>> import polars as pl
    >>> margins(pl.Series(["bon", "pas bon"]), head("fr")).tonality.shape
    (2, 3)
    """
    sums = summed(posts, head.weights).astype(np.float32)
    found = sums[:, :-1] * head.scale / np.sqrt(sums[:, -1:]) + head.bias
    return _parted(np.asarray(found, dtype=np.float32))


def fine_margins(states: Floats) -> dict[str, Floats]:
    """Score posts by every fine head.

    Arguments:
        states: what `parvis.enrich.encoder.states` makes of them.

    Returns: the margins of each head, a row a post: `tonality_all`, `tonality_fr` and other
        languages, `interaction`, and the questions of yes or no.
    """
    weights, bias = _fine_tables()
    found = states @ weights + bias
    return {name: found[:, start:end] for name, (start, end) in fine_card()["columns"].items()}


def _parted(found: Floats) -> Scores:
    first, second = len(TONALITIES), len(TONALITIES) + len(INTERACTIONS)
    return Scores(found[:, :first], found[:, first:second], found[:, second:])


@cache
def head(name: HeadName) -> Head:
    """Load one head, once; the tables are shipped as 8-bit integers and a scale per class.

    >>> head("en").weights.shape
    (131072, 13)
    """
    known = card()
    mine = known["heads"][name]
    others = [known["interaction"], *(known["yes_no"][question] for question in YES_NO)]
    with _shipped("reading.npz").open("rb") as file, np.load(file) as tables:
        columns = [tables[key] for key in (f"tonality_{name}", "interaction", *YES_NO)]
    return Head(
        weights=np.concatenate(columns, axis=1),
        scale=_together(mine, others, "scale"),
        bias=_together(mine, others, "bias"),
        slope=mine["slope"],
        shift=np.array(mine["shift"], dtype=np.float32),
        lean_from=mine["lean_from"],
    )


def _together(mine: dict[str, Any], others: list[dict[str, Any]], key: str) -> Floats:
    return np.array([number for part in (mine, *others) for number in part[key]], np.float32)


@cache
def _fine_tables() -> tuple[Floats, Floats]:
    with _shipped("fine.npz").open("rb") as file, np.load(file) as tables:
        return tables["weights"], tables["bias"]


def fast_answer(question: str) -> Blend:
    """Return how the fast reader answers a question of yes or no."""
    mine = card()["yes_no"][question]
    return Blend(_floats([mine["slope"]]), _floats(mine["shift"]), mine["yes_from"])


def fine_answer(question: str) -> Blend:
    """Return how the fine reader answers a question of yes or no, with the fast one's help."""
    mine = fine_card()["yes_no"][question]
    return Blend(_floats(mine["slopes"]), _floats(mine["shift"]), mine["yes_from"])


@cache
def fine_blend(language: str | None) -> tuple[Blend, bool]:
    """Return how the tonality of a language is blended, and whether it has a head of its own."""
    known = fine_card()["tonality"]
    has_own = language is not None and language != "rest" and language in known
    mine = known[language if has_own else "rest"]
    return Blend(_floats(mine["slopes"]), _floats(mine["shift"]), mine["lean_from"]), has_own


def _floats(numbers: object) -> Floats:
    return np.asarray(numbers, dtype=np.float32)


@cache
def card() -> dict[str, Any]:
    """Return what is known of the fast reader: version, scores, data, calibration.

    `scores` lists how well it read labelled posts it had not seen, each with task, language,
    measure, value (0 to 1), 95 % interval (low, high) and number of posts; `further` lists scores
    on other ground, each with the name of its data. The same in words: models/reading.md.

    Source: model cards, Mitchell et al., FAT* 2019; row 28 of the capabilities.

    >>> card()["version"]
    'fast-3'
    """
    return json.loads(_shipped("reading.json").read_text("utf-8"))


@cache
def fine_card() -> dict[str, Any]:
    """Return what is known of the fine reader.

    >>> fine_card()["version"]
    'fine-2'
    """
    return json.loads(_shipped("fine.json").read_text("utf-8"))


def confusion(language: str, tier: Literal["fast", "fine"] = "fast") -> NDArray[np.int64]:
    """Return how a reader read labelled posts it had not seen: its known errors.

    Arguments:
        language: ISO 639-1; those without a head of their own share one count.
        tier: which reader.

    Returns: counts of posts, 3 by 3: true tonality by row, tonality read by column, in the order
        of `schema.TONALITIES`.

    Source: Forman, "Quantifying counts and costs via classification" (2008), where it is used.

    >>> confusion("fr").shape
    (3, 3)
    """
    if tier == "fine":
        known = fine_card()["tonality"]
        return np.array(known[language if language in known else "rest"]["confusion"], np.int64)
    return np.array(card()["heads"][head_of(language)]["confusion"], np.int64)


def _shipped(name: str) -> Traversable:
    return files("parvis.models") / name
