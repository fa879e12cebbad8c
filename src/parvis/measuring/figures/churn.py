"""Who leaves: learnt from who left, and told with how well it was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import MeasureError, RefusedError
from parvis.measure.retention import learn_churn
from parvis.measuring.figures.rows import known
from parvis.measuring.tables import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.measure.retention import Churn
    from parvis.measuring.tables import Kind
    from parvis.measuring.work import Work

TENTHS: Final = 10
TOLD: Final = 20  # of what is known, the strongest
MOST: Final = 50  # texts of a column; more are names


def churn(work: Work) -> Iterator[Figure]:
    """Yield how well who leaves can be told, and by what; nothing where the plan has no churn."""
    plan = work.plan.churn
    if plan is None:
        return
    left, columns = plan.left.strip().lower(), [name.strip().lower() for name in plan.columns]
    table = _read(work, plan.file, left, columns)
    share = _share(table[left])
    yield work.define("churn.customers", table.height)
    yield work.define("churn.left", share, why=None if table.height else "zero")
    try:
        found = learn_churn(table, left=left, columns=columns)
    except RefusedError as error:
        yield work.refused("churn.auc", error)
        return
    yield work.define("churn.auc", found.auc, interval=(found.low, found.high))
    yield work.define("churn.accuracy", 100 * found.accuracy)
    yield work.define("churn.usual", max(share or 0.0, 100 - (share or 0.0)))
    yield from _tenths(work, table[left], found)
    for name, weight in found.weights.head(TOLD).iter_rows():
        yield work.define("churn.weight", weight, by={"known": name})


def _share(left: pl.Series) -> float | None:
    """Percent who left, where there is anybody."""
    return 100 * float(left.sum()) / left.len() if left.len() else None


def _read(work: Work, file: str, left: str, columns: list[str]) -> pl.DataFrame:
    """Customers of whom it is known whether they left; a column of numbers is one throughout."""
    raw = work.tables.raw(file, [left, *columns])
    kinds: dict[str, Kind] = {name: _kind(raw, name) for name in columns}
    table = work.tables.read(file, {left: "flag", **kinds})
    unsaid = raw.select(said=left)
    _refuse_names(file, table, [name for name, kind in kinds.items() if kind == "text"])
    table = table.with_columns(unsaid["said"])
    return known(work, file, table, "said").drop("said")


def _refuse_names(file: str, table: pl.DataFrame, columns: list[str]) -> None:
    """Refuse a column of names, from which nothing can be learnt of anybody else."""
    for column in columns:
        texts = table[column].n_unique()
        if texts > MOST:
            fault = f"{texts} different texts as {column}, which are names"
            raise MeasureError.of(file, fault, f"leave it out, or group them ({MOST} at most)")


def _kind(raw: pl.DataFrame, name: str) -> Kind:
    if name not in raw.columns:
        return "text"
    read = raw.select(told=pl.col(name), read=number(pl.col(name))).drop_nulls("told")
    return "number" if read.height and not read["read"].null_count() else "text"


def _tenths(work: Work, left: pl.Series, found: Churn) -> Iterator[Figure]:
    """Who left in each tenth of the customers, the likeliest to leave first."""
    rank = (found.p.rank("ordinal", descending=True) - 1) * TENTHS // left.len() + 1
    told = (
        pl.DataFrame({"tenth": rank, "left": left})
        .group_by("tenth")
        .agg(share=100 * pl.col("left").mean(), part=100 * pl.col("left").sum() / int(left.sum()))
    )
    for tenth, share, part in told.sort("tenth").iter_rows():
        yield work.define("churn.tenth", share, by={"tenth": int(tenth)})
        yield work.define("churn.part", part, by={"tenth": int(tenth)})
