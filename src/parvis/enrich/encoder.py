"""Posts as vectors: multilingual-e5-small, shipped with the library, run by ONNX Runtime."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.features.text import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from sentencepiece import SentencePieceProcessor

    from parvis.enrich.model import Floats

SIZE: Final = 384
"""Numbers of a vector."""

LAYERS: Final = 4
"""Layers whose states are read; the first of them makes the vector."""

LONGEST: Final = 128  # pieces read of one post, about 500 characters
TOGETHER: Final = 8  # posts of one length given to the network at once
_BEGIN, _END = 0, 2
_AS_A_QUERY: Final = "query: "  # the model wants to be told that it compares like with like
_AS_LEARNT: Final = {"⇗": "http", "@": "@user"}


def states(texts: pl.Series) -> Floats:
    """Read posts: what several layers of the network make of each, from which heads are read.

    A post is read by itself: its states do not depend on the posts beside it.

    Arguments:
        texts: strings; null is read as empty. The first 128 pieces of each are read.

    Returns: `LAYERS` times `SIZE` numbers a post, the last layer first.

    Source: Wang et al., "Multilingual E5 text embeddings" (2024); the file is written by
        tools/train/encoder.py.

    >>> states(pl.Series(["Merci !", ""])).shape
    (2, 1536)
    """
    pieces = _pieces(texts)
    lengths = np.array([len(numbers) for numbers in pieces], dtype=np.int64)
    found = np.empty((len(pieces), LAYERS * SIZE), dtype=np.float32)
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        for start in range(0, len(rows), TOGETHER):
            batch = rows[start : start + TOGETHER]
            found[batch] = _run(np.array([pieces[row] for row in batch], dtype=np.int64))
    return found


def vectors(read: Floats) -> Floats:
    """Return the vector of each post: length one, near those that say the same in any language.

    Arguments:
        read: what `states` returned.

    >>> posts = ["Merci !", "Thank you!", "La box est en panne"]
    >>> thanks, translated, outage = vectors(states(pl.Series(posts)))
    >>> bool(thanks @ translated > thanks @ outage)
    True
    """
    last = read[:, :SIZE]
    return last / np.linalg.norm(last, axis=1, keepdims=True)


def _pieces(texts: pl.Series) -> Sequence[Sequence[int]]:
    written = texts.to_frame("text").select(
        pl.lit(_AS_A_QUERY) + prepare(pl.col("text")).str.replace_many(_AS_LEARNT)
    )
    read = _cutter().encode(written.to_series().to_list())
    return [[_BEGIN, *numbers[: LONGEST - 2], _END] for numbers in read]


def _run(numbers: NDArray[np.int64]) -> Floats:
    (found,) = _session().run(None, {"ids": numbers})
    return np.asarray(found, dtype=np.float32).reshape(len(numbers), -1)


@cache
def _cutter() -> SentencePieceProcessor:
    from sentencepiece import SentencePieceProcessor

    shipped = files("parvis.models") / "encoder.pieces"
    return SentencePieceProcessor(model_proto=shipped.read_bytes())


@cache
def _session() -> InferenceSession:
    """The network, on all the cores this process may use; they rest between two batches."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0))
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    with as_file(files("parvis.models") / "encoder.onnx") as path:
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
