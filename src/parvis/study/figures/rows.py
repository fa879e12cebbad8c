"""Figures of what the files gave, and of what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import volume
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
    yield define("mentions.kept", kept.height)
    reasons = {"repeated": read.repeated, **how_often(all_, "filter_reason")}
    for reason, count in reasons.items():
        yield define("mentions.filtered", count, by={"reason": reason})
    own = how_often(all_, "own_brand")
    for brand in read.brands:
        yield define("mentions.own", own.get(brand, 0), by={"brand": brand})
    yield define("mentions.edits", kept["edit_of"].count())
    yield define("mentions.undated", kept["published_at"].null_count())
    yield define("mentions.rehashed", int(all_["id"].str.contains(":sha-", literal=True).sum()))
    extent = volume.extent(kept).row(0, named=True)
    yield or_why(
        define, "mentions.authors", extent["authors"], "no author" if kept.height else "no mention"
    )
    yield or_why(
        define, "mentions.first", iso(extent["first"]), "no date" if kept.height else "no mention"
    )
    yield or_why(
        define, "mentions.last", iso(extent["last"]), "no date" if kept.height else "no mention"
    )
