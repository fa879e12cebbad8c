"""Who could still adopt in each period, and whether a friend already had."""

from __future__ import annotations

import polars as pl

from parvis.errors import MeasureError


def exposures(people: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """Lay out each person in each period until the one in which they adopt.

    Arguments:
        people: person and adopted (the period, from 0; null for who did not).
        ties: person and friend: whom each could have it from. A tie of both sides stands twice.

    Returns: person, period, exposed (a friend adopted in a period before), adopts (in this one).

    Raises:
        MeasureError: nobody adopted, or a person is there twice.

    >>> people = pl.DataFrame({"person": ["a", "b"], "adopted": [0, 1]})
    >>> exposures(people, pl.DataFrame({"person": ["b"], "friend": ["a"]})).rows()
    [('a', 0, False, True), ('b', 0, False, False), ('b', 1, True, True)]
    """
    if people["person"].n_unique() < people.height:
        raise MeasureError.of("people", "one is there twice", "give each one line")
    last = people["adopted"].max()
    if not isinstance(last, int):
        raise MeasureError.of("people", "nobody adopted", "give the period in which each did")
    friends = people.select(friend="person", first=pl.col("adopted"))
    first = ties.join(friends, on="friend").group_by("person").agg(pl.col("first").min())
    known = people.select("person", "adopted").join(
        first, on="person", how="left", maintain_order="left"
    )
    ends = pl.col("adopted").fill_null(last)
    rows = known.with_columns(period=pl.int_ranges(0, ends + 1)).explode("period")
    return rows.select(
        "person",
        "period",
        exposed=(pl.col("first") < pl.col("period")).fill_null(value=False),
        adopts=(pl.col("adopted") == pl.col("period")).fill_null(value=False),
    )
