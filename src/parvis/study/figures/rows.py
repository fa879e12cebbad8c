"""Figures of what the files gave, and of what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from parvis.analyse import volume
from parvis.frames import how_many, where
from parvis.study.figures.read import how_often, iso, or_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def rows(read: Read) -> Iterator[Figure]:
    """Yield what the files gave: rows read and rejected, in all and by file."""
    read_by = {name: harvest.rows_read for name, harvest in read.harvests.items()}
    rejected_by = {name: len(harvest.rejected) for name, harvest in read.harvests.items()}
    for key, counts in (("rows.read", read_by), ("rows.rejected", rejected_by)):
        yield read.define(key, sum(counts.values()))
        for name, count in counts.items():
            yield read.define(key, count, by={"source": name})


def mentions(read: Read) -> Iterator[Figure]:
    """Yield how many mentions count, which do not and why, who wrote them and when."""
    define, all_, kept = read.define, read.mentions, read.kept
    extent = volume.extent(kept).row(0, named=True)
    yield define("mentions.kept", extent["mentions"])
    reasons = {"repeated": read.repeated, **how_often(all_, "filter_reason")}
    for reason, count in reasons.items():
        yield define("mentions.filtered", count, by={"reason": reason})
    own = how_often(all_, "own_brand")
    for brand in read.brands:
        yield define("mentions.own", own.get(brand, 0), by={"brand": brand})
    is_hash = nw.col("id").str.contains(":sha-", literal=True)
    yield define("mentions.edits", how_many(where(kept, ~nw.col("edit_of").is_null())))
    yield define("mentions.undated", extent["undated"])
    yield define("mentions.rehashed", how_many(where(all_, is_hash)))
    no_author, no_date = _why_not(extent["mentions"])
    yield or_why(define, "mentions.authors", extent["authors"], no_author)
    yield or_why(define, "mentions.first", iso(extent["first"]), no_date)
    yield or_why(define, "mentions.last", iso(extent["last"]), no_date)


def _why_not(mentions: int) -> tuple[str, str]:
    """Why there is no author, and no date."""
    return ("no author", "no date") if mentions else ("no mention", "no mention")
