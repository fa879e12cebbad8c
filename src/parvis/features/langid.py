"""py3langid's model, unpacked in the background: half a second in which others can load."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FINENESS: Final = 512
"""The parts of one in which weights are whole: they lie beyond 2, in half precision."""


class Model(NamedTuple):
    """An automaton over bytes and its weights; of what py3langid holds, what is needed: a third.

    Arguments:
        classes: what it tells apart.
        moves: the next state, by row of the state and byte.
        rows: the row of each state in `moves`.
        features: the feature that each state completes, or a negative number.
        weights: a row a feature, a column a class, in parts of `FINENESS`.
        bias: of each class.
    """

    classes: list[str]
    moves: NDArray[np.uint32]
    rows: NDArray[np.uint16]
    features: NDArray[np.int32]
    weights: NDArray[np.int16]
    bias: NDArray[np.float32]


def begin() -> None:
    """Begin to unpack the model, and return at once; a command that needs it calls this first."""
    _unpacking()


def model() -> Model:
    """Return the model, once it is unpacked.

    >>> "fr" in model().classes
    True
    """
    return _unpacking().result()


@cache
def _unpacking() -> Future[Model]:
    worker = ThreadPoolExecutor(1, thread_name_prefix="langid")
    try:
        return worker.submit(_unpack)
    finally:
        worker.shutdown(wait=False)


def _unpack() -> Model:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    given = LanguageIdentifier.from_model_file(MODEL_FILE)
    return Model(
        classes=given.nb_classes,
        moves=np.asarray(given.tk_nextmove),
        rows=np.asarray(given.tk_row),
        features=np.array(given.tk_output, np.int32),
        weights=(given.nb_ptc * np.float16(FINENESS)).astype(np.int16),
        bias=np.asarray(given.nb_pc, np.float32),
    )
