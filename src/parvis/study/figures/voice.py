"""Figures of share of voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import voice
from parvis.study.figures.read import or_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def share_of_voice(read: Read) -> Iterator[Figure]:
    """Yield each brand's share of voice, raw and de-duplicated."""
    shares = {row["brand"]: row for row in voice.share_of_voice(read.kept).iter_rows(named=True)}
    for count, column in (("raw", "share"), ("deduplicated", "deduplicated_share")):
        for brand in read.brands:
            value = shares[brand][column] if brand in shares else 0.0 if shares else None
            by = {"brand": brand, "count": count}
            yield or_why(read.define, "share_of_voice", value, "no mention", by=by)
