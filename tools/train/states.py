"""The states of labelled posts, kept in build/states: the encoder reads each set once."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from parvis.enrich.encoder import states

if TYPE_CHECKING:
    import polars as pl

    from parvis.enrich.model import Floats

KEPT = Path(__file__).parents[2] / "build" / "states"


def kept_states(texts: pl.Series) -> Floats:
    """Return the states of posts, from the folder where they are kept if they are."""
    digest = hashlib.sha256(_encoder())
    for text in texts:
        digest.update((text or "").encode() + b"\0")
    path = KEPT / f"{digest.hexdigest()[:32]}.npy"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        np.save(path, states(texts).astype(np.float16))
    return np.load(path).astype(np.float32)


@cache
def _encoder() -> bytes:
    shipped = files("parvis.models") / "encoder.onnx"
    return hashlib.sha256(shipped.read_bytes()).digest()
