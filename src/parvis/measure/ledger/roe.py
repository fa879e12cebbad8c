"""Return on engagement: what engaged people brought, for each hour that was logged on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import MeasureError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS: Final = 2000
_BOUNDS: Final = (2.5, 97.5)
_DEAR: Final = 5  # times as long to draw how many of a value there are as to draw a person
_FEWEST: Final = 10  # engaged people under which the interval would promise too much


def return_on_engagement(
    engaged: pl.DataFrame, events: pl.DataFrame, hours: pl.DataFrame, *, seed: int = 0
) -> pl.DataFrame:
    """Rank actions by the value of goals reached, after it, by the people each engaged, per hour.

    A goal reached before the engagement counts for no action, and one reached after several counts
    for the last of them, so that no euro is counted twice.

    Arguments:
        engaged: person, action and at (when): who took part in what.
        events: person, at and cents: goals reached, and what each is worth.
        hours: action and hours, as logged; an action may have several lines.
        seed: of the interval's draws.

    Returns: action, people, cents, hours, roe (cents an hour), low and high (its 95 % interval over
        people; null under ten of them), rank, and reason, where no hours were logged: `no hours`.

    Raises:
        MeasureError: negative hours.

    Source: row 8 of the capabilities; the bootstrap of Efron (1979), people drawn again.

    >>> import datetime as dt
    >>> day = dt.datetime(2027, 1, 4, tzinfo=dt.UTC)
    >>> took = pl.DataFrame({"person": ["a", "b"], "action": ["quiz", "help"], "at": [day] * 2})
    >>> got = pl.DataFrame({"person": ["a", "b"], "at": [day] * 2, "cents": [6000, 4000]})
    >>> logged = pl.DataFrame({"action": ["quiz", "help"], "hours": [6.0, 2.0]})
    >>> return_on_engagement(took, got, logged).select("action", "roe", "rank").rows()
    [('help', 2000.0, 1), ('quiz', 1000.0, 2)]
    """
    if (hours["hours"] < 0).any():
        raise MeasureError.of("hours", "some are negative", "correct the time sheet")
    people = _people(engaged, events)
    summed = people.group_by("action").agg(people=pl.len(), cents=pl.col("cents").sum())
    logged = hours.group_by("action").agg(pl.col("hours").sum())
    table = summed.join(logged, on="action", how="full", coalesce=True)
    table = table.join(_bounds(people, seed), on="action", how="left")
    return _ranked(table.with_columns(pl.col("people", "cents").fill_null(0)))


def _ranked(table: pl.DataFrame) -> pl.DataFrame:
    """Value, low and high an hour, the best first; those without hours last."""
    has_hours = pl.col("hours").fill_null(0) > 0
    per_hour = pl.when(has_hours).then(1 / pl.col("hours"))
    told = table.with_columns(
        pl.col("low", "high") * per_hour,
        roe=pl.col("cents") * per_hour,
        reason=pl.when(~has_hours).then(pl.lit("no hours")),
    )
    rank = pl.col("roe").rank("min", descending=True).cast(pl.Int64)
    ranked = told.with_columns(rank=rank).sort("rank", "action", nulls_last=True)
    columns = ("action", "people", "cents", "hours", "roe", "low", "high", "rank", "reason")
    return ranked.select(columns)


def _people(engaged: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Each person of each action, and the value that came after it and before the next."""
    first = engaged.group_by("person", "action").agg(pl.col("at").min())
    first = first.sort("at", "action").with_row_index("engagement")
    before = first.select("person", "at", "engagement")
    reached = events.sort("at").join_asof(
        before, on="at", by="person", strategy="backward", check_sortedness=False
    )
    summed = reached.drop_nulls("engagement").group_by("engagement").agg(pl.col("cents").sum())
    joined = first.join(summed, on="engagement", how="left")
    return joined.select("person", "action", pl.col("cents").fill_null(0))


def _bounds(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Bounds of each action's total; null where too few were engaged."""
    schema = {"action": pl.String, "low": pl.Float64, "high": pl.Float64}
    rows = [
        (action, *_redrawn(group["cents"], seed)) for (action,), group in people.group_by("action")
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _redrawn(cents: pl.Series, seed: int) -> tuple[float | None, float | None]:
    """Bounds of the total, people drawn again."""
    if cents.len() < _FEWEST:
        return None, None
    low, high = np.percentile(_totals(cents.to_numpy().astype(float), seed), _BOUNDS)
    return float(low), float(high)


def _totals(cents: Floats, seed: int) -> Floats:
    """The total of each draw: by value where most people bring the same, else by person."""
    random = np.random.default_rng(seed)
    worth, people = np.unique(cents, return_counts=True)
    if _DEAR * worth.size < cents.size:
        return np.asarray(random.multinomial(cents.size, people / cents.size, DRAWS) @ worth)
    lots = (random.integers(cents.size, size=cents.size) for _ in range(DRAWS))
    return np.array([cents[lot].sum() for lot in lots])
