"""What both engines are asked, and whether they answer alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from parvis.analyse import duplicates, matrix, sample, tonality, voice, volume
from parvis.analyse.network import plans, ties
from parvis.analyse.network.ties import counted
from parvis.engines.settling import settled
from parvis.frames import where
from parvis.perimeter import Brand
from parvis.study.marking import Marks

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.engines import Engine

MARKS: Final = Marks(brands=[Brand("Orvelle", "orvelle"), Brand("Calypso", "calypso")])


def reductions(mentions: IntoFrame) -> dict[str, pl.DataFrame]:
    """Reduce the mentions that count, by name of the table."""
    kept = where(mentions, nw.col("kept"))
    return {
        "days": volume.by_day(kept, timezone="Europe/Paris"),
        "brands": volume.by_brand(kept),
        "voice": voice.share_of_voice(kept),
        "tonality": tonality.tonality_counts(kept),
        "groups": duplicates.duplicate_groups(kept),
        "matrix": matrix.matrix(kept),
        "ties": ties(kept),
        "sample": sample.sample(kept, n=20),
    }


def planned(mentions: IntoFrame, engine: Engine) -> dict[str, pl.DataFrame]:
    """Rank the network of the mentions that count, in rounds of the engine."""
    counts = counted(where(mentions, nw.col("kept")), kinds=["mention"], with_time=False)
    edges = settled(counts.select("source", "target", "weight"), engine)
    ranked = plans.pagerank(edges, engine, tolerance=1e-2).sort("author")
    return {"pagerank": ranked.collect("polars").to_native()}


def same(one, other):
    """Whether two values are equal: counts and names exactly, what is computed to 1e-9."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
