"""Orders that say by a code which contact they came from: a reference, a link, a payment."""

from __future__ import annotations

import polars as pl


def linked(touches: pl.DataFrame, orders: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find whose an order is by the code it carries, where nobody wrote down the person.

    A code of one person tells the person, whose other contacts then count too. A code that several
    people have, or none, as one that was published, tells the channel alone. An order with neither
    person nor known code is somebody's of whom no contact is known.

    Arguments:
        touches: person, at, channel and code; person or code may be null.
        orders: order, person, at, cents and code; person and code may be null.

    Returns: contacts (person, at, channel), each of a known person, with one at the time of the
        order where its code tells the channel alone; and orders, each with a person.

    Source: row 10 of the capabilities (from a conversation to an order).

    >>> import datetime as dt
    >>> day = [dt.datetime(2027, 1, n, tzinfo=dt.UTC) for n in (1, 2, 3)]
    >>> met = pl.DataFrame(
    ...     {
    ...         "person": ["ann", None],
    ...         "at": day[:2],
    ...         "channel": ["chat", "video"],
    ...         "code": ["A1", "VIDEO"],
    ...     }
    ... )
    >>> bought = pl.DataFrame({"order": ["1", "2"], "person": [None] * 2, "at": [day[2]] * 2})
    >>> bought = bought.with_columns(pl.Series("code", ["A1", "VIDEO"]), cents=500)
    >>> contacts, orders = linked(met, bought)
    >>> orders["person"].to_list(), contacts.select("person", "channel").rows()
    (['ann', 'order 2'], [('ann', 'chat'), ('order 2', 'video')])
    """
    told = orders.with_columns(pl.col("person").cast(pl.String)).join(
        _codes(touches), on="code", how="left"
    )
    is_open = pl.col("person").is_null() & pl.col("carrier").is_null()
    own = pl.format("order {}", "order")
    named = told.with_columns(person=pl.coalesce("person", "carrier", own), is_open=is_open)
    columns = ("person", "at", "channel")
    made = named.filter(pl.col("is_open") & pl.col("channel").is_not_null()).select(columns)
    known = touches.drop_nulls(columns).select(columns)
    return pl.concat([known, made]), named.select(orders.columns)


def _codes(touches: pl.DataFrame) -> pl.DataFrame:
    """Of each code, the one person who carries it, and the one channel it belongs to."""
    person, channel = pl.col("person").drop_nulls(), pl.col("channel").drop_nulls()
    return (
        touches.drop_nulls("code")
        .group_by("code")
        .agg(
            carrier=pl.when(person.n_unique() == 1).then(person.first()),
            channel=pl.when(channel.n_unique() == 1).then(channel.first()),
        )
    )
