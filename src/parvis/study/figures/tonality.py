"""Figures of tonality, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import tonality
from parvis.enrich import confusion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def tonalities(read: Read) -> Iterator[Figure]:
    """Yield each brand's tonality shares with their intervals, and how much is unsure."""
    counts = tonality.tonality_counts(read.kept)
    errors = {
        name: confusion(name, read.tier).astype(float) for name in counts["language"].unique()
    }
    for row in tonality.tonality_shares(counts, errors).iter_rows(named=True):
        yield read.define(
            "tonality.share",
            row["share"],
            by={"brand": row["brand"], "tonality": row["tonality"]},
            interval=(row["low"], row["high"]),
        )
    for brand, share in tonality.unsure(read.kept).iter_rows():
        yield read.define("tonality.unsure", share, by={"brand": brand})
