"""What people corrected, put in the place of what the machine read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from django.db.models import Max

from parvis.hub.explore.models import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parvis.hub.explore.scopes import Scope


def corrected(rows: pl.LazyFrame, keys: Iterable[str]) -> pl.LazyFrame:
    """Return wide rows with what people said last; without those that they called irrelevant.

    A mention whose tonality was corrected has that one towards every perimeter.

    Arguments:
        rows: of the lake.
        keys: of the perimeters within which it was said.
    """
    told = said(keys)
    known = rows.collect_schema().names()
    for criterion in ("tonality", "interaction"):
        here = told.filter(criterion=criterion).unique("mention", keep="last")
        if not here.is_empty() and criterion in known:
            rows = rows.with_columns(_put(here, criterion, known))
    gone = told.filter(criterion="relevant", value="no").select("mention", brand="key")
    if gone.is_empty():
        return rows
    return rows.join(
        gone.lazy(), left_on=["id", "brand"], right_on=["mention", "brand"], how="anti"
    )


def said(keys: Iterable[str]) -> pl.DataFrame:
    """Return the last word on each criterion of each mention: key, mention, criterion, value, by.

    What was taken back is not there.
    """
    numbers = [int(key.removeprefix("p")) for key in keys]
    rows = Correction.objects.filter(perimeter__in=numbers).values_list(
        "perimeter_id", "mention", "criterion", "value", "by__name"
    )
    frame = pl.DataFrame(
        [(f"p{key}", *rest) for key, *rest in rows],
        schema=dict.fromkeys(("key", "mention", "criterion", "value", "by"), pl.String),
        orient="row",
    )
    last = frame.unique(["key", "mention", "criterion"], keep="last", maintain_order=True)
    return last.filter(pl.col("value") != "")


def stamp(scope: Scope) -> int:
    """Return a number that rises with every correction within a scope."""
    numbers = [int(key.removeprefix("p")) for key in scope.names]
    found = Correction.objects.filter(perimeter__in=numbers).aggregate(last=Max("pk"))
    return found["last"] or 0


def _put(here: pl.DataFrame, criterion: str, known: Iterable[str]) -> list[pl.Expr]:
    """The value that people gave in the place of the machine's, which nothing casts a doubt on."""
    is_here = pl.col("id").is_in(here["mention"].implode())
    values = dict(here.select("mention", "value").iter_rows())
    given = pl.col("id").replace_strict(values, default=None, return_dtype=pl.String)
    put = [pl.when(is_here).then(given).otherwise(criterion).alias(criterion)]
    if criterion == "tonality":
        sure = pl.when(is_here).then(pl.lit(value=False)).otherwise("is_unsure")
        towards = pl.when(~is_here).then("towards")
        put += [sure.alias("is_unsure")] * ("is_unsure" in known)
        put += [towards.alias("towards")] * ("towards" in known)
    return put
