"""Figures of tonality, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

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
    said = read.kept.select(pl.col("towards").explode()).drop_nulls().unnest("towards")
    for brand, share in (
        said.group_by("brand", maintain_order=True)
        .agg(100.0 * pl.col("is_unsure").fill_null(value=False).sum() / pl.len())
        .iter_rows()
    ):
        yield read.define("tonality.unsure", share, by={"brand": brand})
