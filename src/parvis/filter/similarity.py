"""How likely two texts are to say the same thing, by the words and letters they share."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.filter.canonical import LINK, canonical
from parvis.filter.words import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

FEATURES: Final = (
    "words",
    "letters",
    "numbers",
    "names",
    "length",
)
_STEM: Final = 6  # letters that stand for a word: endings change from one language to another
_GRAM: Final = 4  # letters
_NAME: Final = re.compile(r"[^\W\d_]\w+")


class _Said(NamedTuple):
    """What is compared of a text."""

    stems: frozenset[str]
    grams: frozenset[str]
    names: frozenset[str]
    letters: int


def similarity(texts: pl.Series, others: pl.Series) -> pl.Series:
    """Return how likely each text is to say the same thing as its partner.

    A logistic regression over what two texts share: words without endings, runs of four letters,
    numbers, names; how their lengths differ. Texts of the same canonical words get 1. It reads
    words and no meaning: "cabs" is not "taxis". Fitted on English headlines and tweets by
    `tools/train/similarity.py`.

    Arguments:
        texts: any texts; a null counts as empty.
        others: the partner of each.

    Returns:
        Probabilities from 0 to 1, the same when the two change places.

    Source: Lan, Qiu, He and Xu (2017) for the task; McNamee and Mayfield (2004) for runs of letters
    and words cut short.

    >>> said = pl.Series(["Airbus plans to test a self-driven flying taxi by the end of 2017"])
    >>> round(similarity(said, pl.Series(["Airbus to test flying taxi in 2017"])).item(), 1)
    0.9
    """
    model = _model()
    weights = np.array([model["weights"][name] for name in FEATURES])
    score = features(texts, others) @ weights + model["bias"]
    alike = canonical(texts) == canonical(others)
    return pl.Series("similarity", np.where(alike, 1.0, 1 / (1 + np.exp(-score))))


def is_same_content(texts: pl.Series, others: pl.Series) -> pl.Series:
    """Tell whether each text says the same thing as its partner: `similarity` over its threshold.

    The threshold is the one of best F1 on pairs held out by headline, when it was fitted.

    Arguments:
        texts: any texts; a null counts as empty.
        others: the partner of each.

    >>> said = pl.Series(["Le réseau est coupé à Lyon depuis ce matin"])
    >>> is_same_content(said, pl.Series(["Réseau coupé depuis ce matin à Lyon !"])).item()
    True
    """
    return (similarity(texts, others) >= _model()["threshold"]).rename("is_same_content")


def features(texts: pl.Series, others: pl.Series) -> NDArray[np.float64]:
    """Return what the texts share, one row a pair, one column a name of FEATURES."""
    rows = [_shared(one, other) for one, other in zip(_read(texts), _read(others), strict=True)]
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


@cache
def _model() -> dict[str, Any]:
    text = resources.files("parvis.models").joinpath("similarity.json").read_text("utf-8")
    return dict(json.loads(text))


def _read(texts: pl.Series) -> Iterable[_Said]:
    """Read each text; what stands often is read once."""
    distinct = texts.fill_null("").unique(maintain_order=True)
    plain = distinct.str.replace_all(LINK, " ")
    named = pl.Series([" ".join(_names(text)) for text in plain], dtype=pl.String)
    known = {
        text: _said(words, names)
        for text, words, names in zip(distinct, canonical(distinct), canonical(named), strict=True)
    }
    return [known[text] for text in texts.fill_null("")]


def _said(words: str, names: str) -> _Said:
    padded = f" {words} "
    grams = (padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1))
    return _Said(frozenset(_stems(words)), frozenset(grams), frozenset(_stems(names)), len(words))


def _names(text: str) -> list[str]:
    return [word for word in _NAME.findall(text) if word[0].isupper()]


def _stems(words: str) -> list[str]:
    return [word[:_STEM] for word in words.split() if word not in SMALL_WORDS]


def _shared(one: _Said, other: _Said) -> list[float]:
    """The features of one pair, in the order of FEATURES."""
    stems = one.stems & other.stems
    return [
        _held(one.stems, other.stems),
        _held(one.grams, other.grams),
        float(sum(stem.isdigit() for stem in stems)),
        _held(one.names, other.names),
        abs(math.log((one.letters + 1) / (other.letters + 1))),
    ]


def _held(some: frozenset[str], others: frozenset[str]) -> float:
    """The share of the smaller set that the other holds."""
    return len(some & others) / max(1, min(len(some), len(others)))
