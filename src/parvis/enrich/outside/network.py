"""Models of Hugging Face, exported to ONNX, run on this machine; nothing is downloaded."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from parvis.enrich.outside.answers import place_of
from parvis.errors import InputError, MissingExtraError
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from parvis.enrich.model import Floats

    Tokens = dict[str, NDArray[np.int64]]

TOGETHER: Final = 16  # posts of like length given to the network at once


@dataclass(frozen=True, slots=True)
class Network:
    """A network and what cuts texts for it.

    Arguments:
        cutter: makes numbers of a text.
        session: the network.
        name: the folder's, and the beginning of the digest of its weights.
    """

    cutter: Tokenizer
    session: InferenceSession
    name: str

    @classmethod
    def of(cls, folder: Path, longest: int) -> Network:
        """Open a folder.

        Raises:
            InputError: no model in it, or one that cannot be read.
            MissingExtraError: `tokenizers` is not installed.
        """
        try:
            from tokenizers import Tokenizer
        except ImportError as fault:
            raise MissingExtraError.named("models", "models of one's own") from fault
        weights = _file(folder, "model.onnx", "onnx/model.onnx")
        try:
            cutter = Tokenizer.from_file(str(_file(folder, "tokenizer.json")))
            session = _session(weights)
        except Exception as fault:
            raise InputError(f"{folder}: {fault}. What to do: export the model again.") from fault
        cutter.enable_truncation(longest)
        cutter.enable_padding()
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:8]
        return cls(cutter, session, f"{folder.resolve().name}-{digest}")

    def run(self, texts: pl.Series, pool: Literal["mean", "cls"]) -> Floats:
        """Return one row a text: what the network says of it, pooled where it speaks by token."""
        said = texts.fill_null("").to_list()
        order = np.argsort(texts.fill_null("").str.len_chars().to_numpy(), kind="stable")
        parts = [order[at : at + TOGETHER] for at in range(0, len(order), TOGETHER)]
        rows = [self._batch([said[row] for row in part], pool) for part in parts]
        found = np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)
        return found[np.argsort(order)]

    def _batch(self, texts: list[str], pool: Literal["mean", "cls"]) -> Floats:
        cut = self.cutter.encode_batch(texts)
        tokens = {
            "input_ids": np.array([one.ids for one in cut], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in cut], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in cut], dtype=np.int64),
        }
        wanted = {one.name for one in self.session.get_inputs()}
        found = self.session.run(None, {name: tokens[name] for name in tokens if name in wanted})
        return _pooled(np.asarray(found[0], dtype=np.float32), tokens["attention_mask"], pool)


@dataclass(frozen=True, slots=True)
class Classifier:
    """A text classifier whose labels are tonalities.

    Arguments:
        network: what runs.
        places: of each tonality, the columns of its labels.
    """

    network: Network
    places: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, folder: Path, labels: Mapping[str, str], longest: int) -> Classifier:
        """Open a folder, and match its labels with the tonalities.

        Raises:
            InputError: its labels are not told, or leave a tonality without one.
        """
        names = _labels(folder)
        meant = [place_of(labels.get(name, name)) for name in names]
        places = tuple(
            tuple(column for column, place in enumerate(meant) if place == wanted)
            for wanted in range(len(TONALITIES))
        )
        if not (places[0] and places[-1]) or -1 in meant:
            raise InputError(
                f"{folder}: its labels are {', '.join(names)}. "
                "What to do: say in [labels] which tonality each of them is."
            )
        return cls(Network.of(folder, longest), places)

    @property
    def version(self) -> str:
        """Which model it is."""
        return f"classifier:{self.network.name}"

    def tonality(self, texts: pl.Series) -> Floats:
        """Read posts: the probabilities that its labels have together, by tonality."""
        scores = self.network.run(texts, "cls").reshape(len(texts), -1)
        raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=0))
        p = raised / raised.sum(axis=1, keepdims=True)
        return np.column_stack([p[:, list(place)].sum(axis=1) for place in self.places])


@dataclass(frozen=True, slots=True)
class Encoder:
    """A model that makes a vector of a post, for heads of one's own."""

    network: Network
    prefix: str
    pooling: Literal["mean", "cls"]

    @classmethod
    def of(
        cls, folder: Path, prefix: str, pooling: Literal["mean", "cls"], longest: int
    ) -> Encoder:
        """Open a folder."""
        return cls(Network.of(folder, longest), prefix, pooling)

    @property
    def version(self) -> str:
        """Which model it is."""
        return f"encoder:{self.network.name}"

    def states(self, texts: pl.Series) -> Floats:
        """Return the vector of each post, of length one."""
        found = self.network.run(self.prefix + texts.fill_null(""), self.pooling)
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12)


def _pooled(found: Floats, mask: NDArray[np.int64], pool: Literal["mean", "cls"]) -> Floats:
    if found.ndim < 3:
        return found
    if pool == "cls":
        return found[:, 0]
    weight = mask[:, :, None].astype(np.float32)
    return (found * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1)


def _file(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise InputError(
        f"{folder}: no {names[0]}. What to do: export the model with `optimum-cli export onnx`."
    )


def _labels(folder: Path) -> list[str]:
    try:
        told = json.loads(_file(folder, "config.json").read_text("utf-8"))["id2label"]
        return [str(told[key]) for key in sorted(told, key=int)]
    except (ValueError, KeyError, TypeError) as fault:
        raise InputError(
            f"{folder}/config.json: no id2label. What to do: export a text classifier."
        ) from fault


def _session(weights: Path) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0))
    return InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
