"""Figures of volume: by day, brand, language and medium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def volumes(read: Read) -> Iterator[Figure]:
    """Yield the volume by day, brand, language, medium, and brand and day."""
    define, kept = read.define, read.kept
    for row in volume.by_day(kept, timezone=read.timezone).iter_rows(named=True):
        yield define("mentions.volume", row["mentions"], by={"day": str(row["day"])})
    by_brand = dict(volume.by_brand(kept).select("brand", "mentions").iter_rows())
    for brand in read.brands:
        yield define("mentions.volume", by_brand.get(brand, 0), by={"brand": brand})
    for column in ("language", "medium"):
        for name, count in volume.by_column(kept, column).select(column, "mentions").iter_rows():
            yield define("mentions.volume", count, by={column: name})
    for row in volume.by_brand_and_day(kept, timezone=read.timezone).iter_rows(named=True):
        by = {"brand": row["brand"], "day": str(row["day"])}
        yield define("mentions.volume", row["mentions"], by=by)
