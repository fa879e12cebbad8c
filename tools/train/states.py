"""The states of labelled posts, kept in build/states: the encoder reads each post once."""

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
    from numpy.typing import NDArray

    from parvis.enrich.model import Floats

KEPT = Path(__file__).parents[2] / "build" / "states"


def kept_states(texts: pl.Series) -> Floats:
    """Return the states of posts, from the folder where they are kept if they are."""
    keys = _keys(texts)
    known, rows = _library()
    missing = ~np.isin(keys, known)
    if missing.any():
        _keep(texts.filter(missing), keys[missing])
        known, rows = _library()
    order = np.argsort(known)
    return rows[order[np.searchsorted(known, keys, sorter=order)]].astype(np.float32)


def _keys(texts: pl.Series) -> NDArray[np.bytes_]:
    said = ((text or "").encode() for text in texts)
    return np.array([hashlib.blake2b(text, digest_size=12).hexdigest() for text in said], "S24")


def _keep(texts: pl.Series, keys: NDArray[np.bytes_]) -> None:
    folder = KEPT / _encoder()
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(keys.tobytes()).hexdigest()[:24]
    np.savez(folder / f"{name}.npz", keys=keys, states=states(texts).astype(np.float16))
    _library.cache_clear()


@cache
def _library() -> tuple[NDArray[np.bytes_], NDArray[np.float16]]:
    kept = [np.load(path) for path in sorted((KEPT / _encoder()).glob("*.npz"))]
    if not kept:
        return np.zeros(0, "S24"), np.zeros((0, 1), np.float16)
    return (
        np.concatenate([part["keys"] for part in kept]),
        np.concatenate([part["states"] for part in kept]),
    )


@cache
def _encoder() -> str:
    shipped = files("parvis.models") / "encoder.onnx"
    return hashlib.sha256(shipped.read_bytes()).hexdigest()[:12]
