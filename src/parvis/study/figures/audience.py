"""Figures of the audience: when it speaks, where, and of what else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse import audience, when
from parvis.frames import how_many, where
from parvis.study.figures.read import or_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

MOST: Final = 40  # places, sites, interests


def times_of_audience(read: Read) -> Iterator[Figure]:
    """Yield who speaks in each hour of the week, and how far its windows are from the average."""
    define, heard = read.define, public(read.kept)
    spoken = when.spoken_hours(heard, timezone=read.timezone)
    is_timed = ~nw.col("published_at").is_null() & nw.col("time_confidence").is_in(when.TIMED)
    yield define("audience.people", audience.people(heard))
    yield define("audience.untimed", how_many(where(heard, ~is_timed)))
    for row in when.by_hour_of_week(spoken).iter_rows(named=True):
        by = {"weekday": row["weekday"], "hour": row["hour"]}
        yield define("audience.when", row["people"], by=by)
    weeks = when.complete_weeks(spoken)["week"].n_unique()
    yield define("audience.weeks", weeks)
    found = when.windows(spoken)
    if found.is_empty():
        yield or_why(define, "audience.window", None, "too few weeks")
    for row in found.iter_rows(named=True):
        yield define("audience.window", row["times"], by=_window(row), interval=_bounds(row))


def places_of_audience(read: Read) -> Iterator[Figure]:
    """Yield where people say they are, in which media they speak and on which sites."""
    places = audience.by_place(public(read.kept))
    silent = places.filter(pl.col("place").is_null())["people"].sum()
    yield read.define("audience.placeless", int(silent))
    for row in places.drop_nulls("place").head(MOST).iter_rows(named=True):
        yield from _shared(read, "audience.place", row, {"place": row["place"]})
    sites = audience.by_site(public(read.kept)).with_columns(pl.col("medium").fill_null("unknown"))
    for row in sites.head(MOST).iter_rows(named=True):
        site = {"site": row["site"]} if row["site"] else {}
        yield from _shared(read, "audience.site", row, {"medium": row["medium"], **site})


def interests_of_audience(read: Read) -> Iterator[Figure]:
    """Yield what else people speak of and link to."""
    found = audience.interests(public(read.kept), without=read.names)
    for row in found.head(MOST).iter_rows(named=True):
        by = {"kind": row["kind"], "interest": row["name"]}
        yield from _shared(read, "audience.interest", row, by)


def public(kept: IntoFrame) -> IntoFrame:
    """Return what people say: without spam and without what coordinated accounts post.

    Arguments:
        kept: the mentions that count.
    """
    is_spam = nw.col("is_spam").fill_null(value=False)
    return where(kept, ~is_spam, nw.col("coordinated_group").is_null())


def _window(row: dict[str, Any]) -> dict[str, str | int]:
    """The dimensions of a window: its hours, and its weekday where it has one."""
    hours = f"{row['hour']}\u2013{row['hour'] + when.HOURS}"
    return {"hours": hours} | ({"weekday": row["weekday"]} if row["weekday"] else {})


def _shared(
    read: Read, key: str, row: dict[str, Any], by: dict[str, str | int]
) -> Iterator[Figure]:
    """Yield how many people, and what part of all they are."""
    yield read.define(key, row["people"], by=by)
    yield read.define(f"{key}_share", row["share"], by=by, interval=_bounds(row))


def _bounds(row: dict[str, Any]) -> tuple[float, float]:
    return row["low"], row["high"]
