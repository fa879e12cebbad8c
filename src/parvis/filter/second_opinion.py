"""py3langid's naive Bayes model, applied to a whole column of texts at once.

The library reads one text at a time, in Python: some 3 000 short posts a second. Here its automaton
walks in a compiled loop; the scores are the same (a test holds the two together).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from parvis.compiled import compiled, step
from parvis.features import langid
from parvis.frames import utf8

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from parvis.compiled import Whole

_CHUNK: Final = 16_384  # texts scored together; bounds the memory, not the result
_FAINT: Final = 1e-9  # keeps a logarithm finite where a probability is nil

# Varieties the model tells apart and ISO 639-1 does not.
_VARIETIES: Final = {
    "ary": "ar", "arz": "ar", "nn": "no", "sdh": "ku", "uzs": "uz", "wuu": "zh", "yue": "zh",
}  # fmt: skip


class _Automaton(NamedTuple):
    """The automaton of py3langid and its weights.

    Arguments:
        moves: the next state, by row of the state and byte.
        rows: where the row of each state begins in `moves`.
        features: the feature that each state completes, or a negative number.
        weights: a row a feature, a column a class, in parts of `langid.FINENESS`.
        bias: of each class.
        size: how many features there are.
    """

    moves: NDArray[np.uint32]
    rows: NDArray[np.int32]
    features: NDArray[np.int32]
    weights: NDArray[np.int16]
    bias: NDArray[np.float32]
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """The automaton, the languages, and how its classes fold into them."""

    automaton: _Automaton
    languages: tuple[str, ...]
    folding: NDArray[np.float32]


def _folding(classes: list[str]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Languages of ISO 639-1, and a matrix that adds up the model's classes into them."""
    names = [_VARIETIES.get(name, name) for name in classes]
    languages = tuple(sorted({name for name in names if len(name) == len("fr")}))
    table = np.array([[name == language for language in languages] for name in names])
    return languages, table.astype(np.float32)


@cache
def _model() -> _Model:
    """Load py3langid's model: about a second, hence only when a text needs it."""
    given = langid.model()
    languages, folding = _folding(given.classes)
    automaton = _Automaton(
        moves=given.moves,
        rows=given.rows.astype(np.int32) * 256,
        features=given.features,
        weights=given.weights,
        bias=given.bias,
        size=len(given.weights),
    )
    return _Model(automaton, languages, folding)


@compiled
def _score(
    texts: tuple[NDArray[np.uint8], NDArray[np.int64]],
    automaton: _Automaton,
    counts: NDArray[np.int32],
    scores: NDArray[np.float32],
) -> None:
    """Add up, for each text, the weights of its features: the logarithm of how often it has each.

    `counts` has room for how often each feature was met, then for those that were.
    """
    data, starts = texts
    for text in range(scores.shape[0]):
        met = _walk(data, starts[text], starts[text + 1], automaton, counts)
        for place in range(met):
            feature = counts[automaton.size + place]
            often = np.log1p(np.float64(counts[feature])) / langid.FINENESS
            _add(automaton.weights[feature], often, scores[text])
            counts[feature] = 0
        if met > 0:
            _add(automaton.bias, 1.0, scores[text])


@step
def _walk(
    data: NDArray[np.uint8],
    place: Whole,
    end: Whole,
    automaton: _Automaton,
    counts: NDArray[np.int32],
) -> Whole:
    """Count the features of a text; return how many it has."""
    state, met = np.int64(0), 0
    while place < end:
        state = np.int64(automaton.moves[automaton.rows[state] + data[place]])
        feature = automaton.features[state]
        if feature >= 0:
            if counts[feature] == 0:
                counts[automaton.size + met] = feature
                met += 1
            counts[feature] += 1
        place += 1
    return met


@step
def _add(weights: NDArray[Any], often: Whole, scores: NDArray[np.float32]) -> None:
    for language in range(scores.size):
        scores[language] += np.float32(often) * np.float32(weights[language])


def _probabilities(model: _Model, texts: pl.Series) -> NDArray[np.float32]:
    """Probability of each language."""
    automaton = model.automaton
    data, starts = utf8(texts)
    scores = np.zeros((len(texts), len(automaton.bias)), dtype=np.float32)
    _score((data, starts), automaton, np.zeros(2 * automaton.size, np.int32), scores)
    # py3langid's own temperature: the root of the length keeps short and long texts calibrated.
    length = np.maximum(np.diff(starts), 1).astype(np.float32)
    scores /= np.sqrt(length)[:, None]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray((odds / odds.sum(axis=1, keepdims=True)) @ model.folding)


def languages() -> tuple[str, ...]:
    """Return the languages that can be told apart, ISO 639-1, in the order of the columns.

    >>> "fr" in languages(), "pl" in languages()
    (True, True)
    """
    return _model().languages


def log_probabilities(texts: pl.Series) -> NDArray[np.float32]:
    """Return how likely each language is for each text, as natural logarithms.

    Arguments:
        texts: the words alone, in NFC; without null.

    Returns:
        one row a text, one column a language of `languages()`; a text without any known feature
        has the same value everywhere a variety was not folded in.

    Source: Lui and Baldwin (2012), langid.py, as retrained in py3langid 0.4.

    >>> import polars as pl
    >>> read = log_probabilities(pl.Series(["la réunion est reportée à demain matin"]))
    >>> languages()[int(read.argmax())]
    'fr'
    """
    model = _model()
    table = np.empty((len(texts), len(model.languages)), dtype=np.float32)
    for start in range(0, len(texts), _CHUNK):
        table[start : start + _CHUNK] = _probabilities(model, texts.slice(start, _CHUNK))
    return np.log(table + np.float32(_FAINT))
