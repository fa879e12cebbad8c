"""Figures of demands: what people ask a brand for, how many, and whether more of them do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.analyse.demand import HEARD, asked, by_period, demands, grouped
from parvis.analyse.volume import middle
from parvis.study.figures.lot import by_lot
from parvis.study.figures.read import of_brand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

EACH: Final = 20
"""Demands of a brand that are figures."""

EXAMPLES: Final = 3


def demands_of_talk(read: Read) -> Iterator[Figure]:
    """Yield what is asked of each own brand, or of every brand where none is own."""
    for brand in read.own or read.brands:
        found = asked_of(read, brand)
        by = {"brand": brand}
        yield read.define("demand.asking", found["voice"].n_unique(), by=by)
        yield from _demands(read, brand, found)


def asked_of(read: Read, brand: str) -> pl.DataFrame:
    """Return what each mention of a brand asks for, with the demand it belongs to.

    Arguments:
        read: the study.
        brand: of which the mentions speak.
    """
    return grouped(asked(by_lot(of_brand(read.kept, brand), *HEARD)), without=read.names)


def _demands(read: Read, brand: str, found: pl.DataFrame) -> Iterator[Figure]:
    told = demands(found, middle(of_brand(read.kept, brand))).head(EACH)
    for row in told.iter_rows(named=True):
        by = {"brand": brand, "demand": row["demand"]}
        yield read.define("demand.people", row["people"], by=by)
        yield read.define("demand.p", row["p"], by=by)
        if row["times"] is not None:
            bounds = (row["low"], row["high"])
            yield read.define("demand.times", row["times"], by=by, interval=_known(bounds))
    shown = found.filter(pl.col("demand").is_in(told["demand"].to_list()))
    yield from _periods(read, brand, shown)
    yield from _examples(read, brand, shown)


def _known(bounds: tuple[float | None, float | None]) -> tuple[float, float] | tuple[None, None]:
    """Both bounds, or none where one is without end."""
    low, high = bounds
    return (None, None) if low is None or high is None else (low, high)


def _periods(read: Read, brand: str, shown: pl.DataFrame) -> Iterator[Figure]:
    for demand, period, people in by_period(shown, timezone=read.timezone).iter_rows():
        by = {"brand": brand, "demand": demand, "period": period.isoformat()}
        yield read.define("demand.period", people, by=by)


def _examples(read: Read, brand: str, shown: pl.DataFrame) -> Iterator[Figure]:
    """Mentions that ask for each thing, those that name it as the figure does first."""
    is_named = pl.col("phrase") == pl.col("demand")
    once = shown.sort(is_named, "id", descending=[True, False]).unique(
        ["demand", "voice"], keep="first", maintain_order=True
    )
    first = once.with_columns(rank=pl.int_range(pl.len()).over("demand") + 1)
    for row in (
        first.filter(pl.col("rank") <= EXAMPLES).sort("demand", "rank").iter_rows(named=True)
    ):
        by = {"brand": brand, "demand": row["demand"], "rank": row["rank"]}
        yield read.define("demand.example", row["id"], by=by)
