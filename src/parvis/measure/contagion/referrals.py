"""Who brought whom: the tree of referrals, its generations, and how many each one brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl
from scipy.stats import t as student

from parvis.errors import MeasureError

if TYPE_CHECKING:
    import datetime as dt

_LEVEL: Final = 0.975


@dataclass(frozen=True, slots=True, kw_only=True)
class Referrals:
    """The tree of referrals.

    Arguments:
        people: person, by (null for who came alone), generation (0 for these), brought (directly)
            and descendants; the most descendants first.
        generations: generation and people.
        k, low, high: how many each person brings, with its 95 % interval; of those who had time
            to. None where there are fewer than two. Above 1 the tree grows by itself.
        counted: how many had time to.
    """

    people: pl.DataFrame
    generations: pl.DataFrame
    k: float | None
    low: float | None
    high: float | None
    counted: int


def referrals(people: pl.DataFrame, *, window: dt.timedelta, until: dt.datetime) -> Referrals:
    """Draw the tree of who brought whom.

    Arguments:
        people: person, by (the person who brought them, null for none) and at (when they came).
        window: the time in which one brings whom one will bring; who came later than that before
            the end has not had it, and is left out of K.
        until: the end of what was seen.

    Raises:
        MeasureError: someone is there twice, was brought by one unknown, or by themselves in a
            circle.

    Source: row 14 of the capabilities; K as in branching processes (Galton and Watson, 1875).

    >>> import datetime as dt
    >>> day = [dt.datetime(2027, 1, n, tzinfo=dt.UTC) for n in range(1, 5)]
    >>> came = pl.DataFrame({"person": list("abcd"), "by": [None, "a", "a", "b"], "at": day})
    >>> tree = referrals(came, window=dt.timedelta(days=1), until=day[3])
    >>> tree.generations.rows(), tree.k
    ([(0, 1), (1, 2), (2, 1)], 1.0)
    """
    _check(people)
    placed = _generations(people)
    brought = people.drop_nulls("by").group_by(person="by").agg(brought=pl.len().cast(pl.Int64))
    tree = placed.join(brought, on="person", how="left").with_columns(
        pl.col("brought").fill_null(0)
    )
    tree = tree.join(_descendants(tree), on="person", how="left")
    ready = tree.join(people.select("person", "at"), on="person").filter(
        pl.col("at") <= until - window
    )
    k, low, high = _mean(ready["brought"])
    generations = tree.group_by("generation").agg(people=pl.len().cast(pl.Int64)).sort("generation")
    return Referrals(
        people=tree.sort("descendants", "person", descending=[True, False]),
        generations=generations,
        k=k,
        low=low,
        high=high,
        counted=ready.height,
    )


def _check(people: pl.DataFrame) -> None:
    if people["person"].n_unique() < people.height:
        raise MeasureError.of("referrals", "someone is there twice", "give each person one line")
    unknown = people.filter(
        pl.col("by").is_not_null() & ~pl.col("by").is_in(people["person"].implode())
    )
    if unknown.height:
        fault = (
            f"{unknown['by'][0]!r}, who brought {unknown['person'][0]!r}, is not among the people"
        )
        raise MeasureError.of("referrals", fault, "add them, or leave the cell empty")


def _generations(people: pl.DataFrame) -> pl.DataFrame:
    """Each person with their generation, the roots first."""
    layer = people.filter(pl.col("by").is_null()).select("person", "by")
    rest = people.filter(pl.col("by").is_not_null()).select("person", "by")
    layers: list[pl.DataFrame] = []
    while layer.height:
        layers.append(layer.with_columns(generation=pl.lit(len(layers), pl.Int64)))
        known = layer.select(by="person")
        layer, rest = rest.join(known, on="by", how="semi"), rest.join(known, on="by", how="anti")
    if rest.height:
        fault = f"{rest['person'][0]!r} was brought by someone they brought"
        raise MeasureError.of("referrals", fault, "correct who came first")
    return pl.concat(layers) if layers else layer.with_columns(generation=pl.lit(0, pl.Int64))


def _descendants(tree: pl.DataFrame) -> pl.DataFrame:
    """How many came through each person, directly or not: summed from the last generation up."""
    under = tree.select("person", "by", "generation", descendants=pl.lit(0, pl.Int64))
    for generation in range(max(tree["generation"], default=0), 0, -1):
        came = under.filter(generation=generation).group_by(person="by")
        sums = came.agg(more=(pl.col("descendants") + 1).sum())
        added = pl.col("descendants") + pl.col("more").fill_null(0)
        under = (
            under.join(sums, on="person", how="left").with_columns(descendants=added).drop("more")
        )
    return under.select("person", "descendants")


def _mean(counts: pl.Series) -> tuple[float | None, float | None, float | None]:
    if counts.len() < 2:
        return None, None, None
    brought = counts.to_numpy()
    mean, spread = float(brought.mean()), float(brought.std(ddof=1))
    half = spread / counts.len() ** 0.5 * float(student.ppf(_LEVEL, counts.len() - 1))
    return mean, max(0.0, mean - half), mean + half
