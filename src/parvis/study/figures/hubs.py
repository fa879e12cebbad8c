"""Figures of the hubs of the talk: by every measure, by kind of tie, by period; sites; rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.hubs import MEASURES, hubs_by_window, leading, sites, window_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from parvis.analyse.hubs import Measured
    from parvis.figures import Figure
    from parvis.study.figures.read import Read

TOP, TOP_OF_A_KIND, TOP_OF_A_WINDOW = 20, 10, 5


def hubs_of_talk(read: Read) -> Iterator[Figure]:
    """Yield who leads by each measure, on all ties between people and on those of each kind."""
    yield from _leaders(read, read.network.measured, top=TOP, by={})
    for kind, measured in read.network.by_kind.items():
        yield from _leaders(read, measured, top=TOP_OF_A_KIND, by={"network": kind})


def hubs_beside(read: Read) -> Iterator[Figure]:
    """Yield the hubs of each period, the sites linked to, and the accounts set apart."""
    yield from _windows(read)
    for row in sites(read.network.ties, top=TOP).iter_rows(named=True):
        by = {"rank": row["rank"], "site": row["site"]}
        yield read.define("hubs.site", row["pagerank"], by=by)
        yield read.define("hubs.site_popularity", row["popularity"], by=by)
    for row in read.network.apart.head(TOP).iter_rows(named=True):
        yield read.define("hubs.coordinated", row["mentions"], by={"author": row["author"]})


def _leaders(
    read: Read, measured: Measured, *, top: int, by: Mapping[str, str]
) -> Iterator[Figure]:
    """Yield who leads by each measure, and who is merely popular."""
    apart = read.network.apart["author"].to_list()
    for measure in MEASURES:
        is_sampled = measure == "betweenness" and measured.ways > 0
        for row in leading(measured, measure, top=top, apart=apart).iter_rows(named=True):
            low_high = (row["betweenness_low"], row["betweenness_high"])
            yield read.define(
                f"hubs.{measure}",
                row[measure],
                by={"rank": row["rank"], "author": row["author"], **by},
                interval=low_high if is_sampled else (None, None),
                kind="estimated" if is_sampled else None,
            )
    people = measured.authors.filter(~pl.col("author").is_in(apart), pl.col("popularity") > 0).sort(
        "popularity", "author", descending=[True, False]
    )
    for rank, row in enumerate(people.head(top).iter_rows(named=True), start=1):
        place = {"rank": rank, "author": row["author"], **by}
        yield read.define("hubs.popularity", row["popularity"], by=place)


def _windows(read: Read) -> Iterator[Figure]:
    """Yield the hubs of each window of time."""
    people = read.network.ties.filter(pl.col("kind") != "link")
    apart = read.network.apart["author"].to_list()
    found = hubs_by_window(people, every=window_of(people), top=TOP_OF_A_WINDOW, apart=apart)
    for row in found.iter_rows(named=True):
        by = {"window": str(row["window"]), "rank": row["rank"], "author": row["author"]}
        yield read.define("hubs.window", row["pagerank"], by=by)
