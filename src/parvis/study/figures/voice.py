"""Figures of share of voice, and of whether the queries behind it are equally broad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.analyse import breadth, voice
from parvis.frames import where
from parvis.study.figures.read import or_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def share_of_voice(read: Read) -> Iterator[Figure]:
    """Yield each brand's mentions and share of voice, raw and de-duplicated, with intervals."""
    found = voice.share_of_voice(read.kept)
    shares = {(row["count"], row["brand"]): row for row in found.iter_rows(named=True)}
    silent = {"mentions": 0, "share": 0.0} if shares else {}
    for count in (voice.RAW, voice.ONCE):
        for brand in read.brands:
            by, row = {"brand": brand, "count": count}, shares.get((count, brand), silent)
            yield from _counted(read, row, by)


def _counted(read: Read, row: dict[str, float], by: dict[str, str]) -> Iterator[Figure]:
    """Yield one brand's share and count, or why there are none."""
    for key, name, low, high in (
        ("share_of_voice", "share", "low", "high"),
        ("voice.mentions", "mentions", "mentions_low", "mentions_high"),
    ):
        if name not in row:
            yield or_why(read.define, key, None, "no mention", by=by)
            continue
        bounds = (row[low], row[high]) if low in row else (None, None)
        yield read.define(key, row[name], by=by, interval=bounds)


def query_breadths(read: Read) -> Iterator[Figure]:
    """Yield how broad each query is on each sample that tells, and how they compare."""
    for sample, counts in samples_of(read).items():
        found = breadth.breadths(counts)
        known = {row["brand"]: row for row in found.iter_rows(named=True)}
        for brand in read.brands:
            yield from _breadth(read, known.get(brand), {"brand": brand, "sample": sample})
        for row in breadth.ratios(found).iter_rows(named=True):
            by = {"brand": row["brand"], "against": row["against"], "sample": sample}
            yield read.define(
                "voice.ratio", row["ratio"], by=by, interval=(row["low"], row["high"])
            )
            yield read.define("voice.unequal", row["p"], by=by)


def samples_of(read: Read) -> dict[str, pl.DataFrame]:
    """Return what each sample says of the queries, by the name of the sample.

    Arguments:
        read: all that the figures are drawn from.
    """
    found = {}
    if read.labelled is not None:
        found["labelled"] = breadth.labelled(read.labelled, read.brands)
    if read.accounts:
        reason = nw.col("filter_reason")
        every = where(read.mentions, reason.is_null() | ~reason.is_in(["language", "period"]))
        found["addressed"] = breadth.addressed(every, read.accounts)
    return found


def _breadth(read: Read, row: dict[str, float] | None, by: dict[str, str]) -> Iterator[Figure]:
    """Yield the breadth of one query on one sample, or that the sample is too small."""
    if row is None:
        yield or_why(read.define, "voice.breadth", None, "too small a sample", by=by)
        return
    yield read.define("voice.breadth", row["breadth"], by=by, interval=(row["low"], row["high"]))
    for name in ("precision", "recall", "mentions"):
        yield read.define(f"voice.sample.{name}", row[name], by=by)
