"""What the heads that answer yes or no learn from, and what they are scored on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.enrich.model import YES_NO
from tools.train import corpora

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS: Final = ("no", "yes")
NAMES: Final = YES_NO
MARKS: Final = NAMES[:2]


def studied(data: Path, name: str) -> pl.DataFrame:
    """Posts that a head is calibrated on: real tweets, as common as they were found."""
    if name == "complaint":
        return _complaints(data, held=False)
    source, yes = _SOURCES[name]
    return _answered(pl.read_parquet(data / source / "train.parquet"), pl.col("label") == yes)


def others(data: Path, name: str) -> list[tuple[pl.DataFrame, float]]:
    """What else it learns from, and the weight of each.

    The tweets of irony were gathered half and half; without posts of other kinds, a third of all
    complaints would be called ironic.
    """
    if name == "complaint":
        return []
    plain = corpora.umsab(data, "train", "fr").with_columns(label=pl.lit("no"))
    if name == "ironic":
        care = corpora.complaints(data, held=False).with_columns(label=pl.lit("no"))
        reviews = corpora.reviews(data, "fr", held=False).with_columns(label=pl.lit("no"))
        return [(care, 0.5), (plain, 0.3), (reviews, 0.1)]
    french = pl.read_parquet(data / "mlma_hate" / "train.parquet").filter(lang="fr")
    return [(_answered(french, pl.col("label") != "normal"), 0.3), (plain, 0.1)]


def held(data: Path, name: str) -> pl.DataFrame:
    """Posts that a head is scored on."""
    if name == "complaint":
        return _complaints(data, held=True)
    source, yes = _SOURCES[name]
    return _answered(pl.read_parquet(data / source / "val.parquet"), pl.col("label") == yes)


def _complaints(data: Path, *, held: bool) -> pl.DataFrame:
    found = corpora.complaints(data, held=held).with_columns(lang=pl.lit("en"))
    return _answered(found, pl.col("label") == "complaint")


_SOURCES: Final = {
    "offensive": ("tweeteval_offensive", "offensive"),
    "ironic": ("tweeteval_irony", "irony"),
}


def _answered(found: pl.DataFrame, is_yes: pl.Expr) -> pl.DataFrame:
    label = pl.when(is_yes).then(pl.lit("yes")).otherwise(pl.lit("no"))
    return found.select("text", label=label, language="lang")
