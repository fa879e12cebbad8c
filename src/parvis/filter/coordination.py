"""Which accounts post the same thing within seconds, again and again, more than chance allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.errors import InputError
from parvis.filter.duplicates import group_duplicates
from parvis.filter.rhythm import Shares, chance_of, edges_of, groups_of, pairs_of
from parvis.frames import enter

if TYPE_CHECKING:
    from parvis.filter.rhythm import Integers

FALSE_DISCOVERIES: Final = 0.05  # share of the edges kept that chance may have made
_NEEDED: Final = ("author", "published_at")
_UNTIMED: Final = ("day", "none")
_MINUTE: Final = 60.0
_NONE: Final = pl.DataFrame(
    schema={
        "row": pl.Int64,
        "partner": pl.UInt32,
        "group": pl.Int64,
        "author": pl.Int64,
        "times": pl.UInt32,
    }
)


def mark_coordination(
    mentions: pl.DataFrame,
    *,
    time_window: float = 10,
    min_participation: int = 2,
    edge_weight: float = 0.5,
    seed: int = 2021,
) -> pl.DataFrame:
    """Mark the mentions that accounts posted together: near-duplicates of each other in seconds.

    Two accounts are joined by an edge that weighs as many pairs of such mentions as they have.
    Accounts with fewer than `min_participation` of them are left out. All times are then moved by
    up to five minutes, each by itself, and the search is made again, twenty times; of the edges of
    a weight, moved times may make one in twenty, or they are left out. What hangs together by edges
    that reach the percentile `edge_weight` of all is a group; lighter edges bring accounts to a
    group and make none. CooRTweet asks for more than the percentile, which would leave nothing of a
    ring whose members always post together. `parvis.filter.undo` takes a mark back.

    Templates (`is_template`) and times told by the day alone say nothing and are left out.

    Arguments:
        mentions: needs `text`; without `author` or `published_at` the marks are null.
            `duplicate_group` is found where it is not there; `id` names the groups.
        time_window: seconds between two mentions, at most.
        min_participation: mentions posted with others that an account needs.
        edge_weight: percentile of the weights that an edge must reach, 0 to 1.
        seed: of the shuffled times.

    Raises:
        MissingColumnsError: there is no `text`.
        InputError: a percentile outside 0 to 1, a window or a participation below 0.

    Source: Righetti and Balluff, CooRTweet 2 (2025), after Giglietto et al. (2020); Amarasingham et
    al. (2012) for moving times, which keeps the rush that follows an event.

    >>> import datetime as dt
    >>> start, said = dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "Orvelle trompe ses clients depuis"
    >>> days = ["lundi dernier", "trois semaines", "Noël", "toujours", "le mois de mars"]
    >>> posts = [
    ...     (f"robot{n}", f"{said} {day}", start + dt.timedelta(days=at, hours=7, seconds=n))
    ...     for at, day in enumerate(days)
    ...     for n in range(3)
    ... ]
    >>> posts = pl.DataFrame(posts, schema=["author", "text", "published_at"], orient="row")
    >>> mark_coordination(posts)["coordinated_group"].unique().to_list()
    ['0']
    """
    enter(mentions, "text")
    _check(time_window, min_participation, edge_weight)
    if any(name not in mentions.columns for name in _NEEDED):
        return _with_marks(mentions, _NONE, time_window)
    shares = _shares(mentions, window=time_window, participation=min_participation)
    pairs = pairs_of(shares)
    edges = edges_of(shares, pairs)
    rate = chance_of(shares, edges, np.random.default_rng(seed))
    rare = edges.where(rate <= FALSE_DISCOVERIES)
    group = groups_of(rare, least=edges.weight_at(edge_weight), authors=shares.authors)
    marked = _marked(shares, pairs, group)
    return _with_marks(mentions, marked, time_window)


def _check(time_window: float, min_participation: int, edge_weight: float) -> None:
    if time_window < 0 or min_participation < 0 or not 0 <= edge_weight <= 1:
        raise InputError(
            f"coordination within {time_window} s, of {min_participation} mentions at least and at "
            f"percentile {edge_weight} cannot be sought. "
            "What to do: give 0 or more seconds and mentions, and a percentile from 0 to 1."
        )


def _shares(mentions: pl.DataFrame, *, window: float, participation: int) -> Shares:
    """The mentions that say what others say, and whose time is told."""
    known = mentions.with_row_index("row").filter(
        pl.col("author").is_not_null(), pl.col("published_at").is_not_null(), *_exclusions(mentions)
    )
    if "duplicate_group" not in known.columns:
        known = group_duplicates(known)
    said = known.drop_nulls("duplicate_group").select(
        pl.col("row").cast(pl.Int64),
        thing=pl.col("duplicate_group").rank("dense").cast(pl.Int64),
        author=pl.col("author").str.to_lowercase().rank("dense").cast(pl.Int64),
        at=pl.col("published_at").dt.epoch("us") / 1e6,
    )
    columns = {name: said[name].to_numpy() for name in ("row", "thing", "author", "at")}
    is_by_minute = bool((said["at"] % _MINUTE == 0).all())
    grain = _MINUTE if is_by_minute else 1.0
    shares = Shares(**columns, grain=grain, window=window, participation=participation)
    return shares.in_order()


def _exclusions(mentions: pl.DataFrame) -> list[pl.Expr]:
    """What is left out where it can be told."""
    rules = {
        "is_template": ~pl.col("is_template").fill_null(value=False),
        "time_confidence": ~pl.col("time_confidence").is_in(_UNTIMED),
    }
    return [rule for name, rule in rules.items() if name in mentions.columns]


def _marked(shares: Shares, pairs: tuple[Integers, Integers], group: Integers) -> pl.DataFrame:
    """The mentions that accounts of one group posted together: their group, and with how many."""
    sides = np.concatenate(pairs), np.concatenate(pairs[::-1])
    one, other = (shares.author[places] for places in sides)
    is_joint = (group[one] == group[other]) & (group[one] >= 0)
    joint = {"row": shares.row[sides[0]], "partner": other, "group": group[one], "author": one}
    return (
        pl.DataFrame(joint)
        .filter(pl.Series(is_joint))
        .group_by("row")
        .agg(pl.col("partner").n_unique(), pl.col("group", "author").first())
        .with_columns(times=pl.len().over("author"))
    )


def _with_marks(mentions: pl.DataFrame, marked: pl.DataFrame, window: float) -> pl.DataFrame:
    """Name each group after its earliest mention, and tell the reason."""
    names = (
        mentions["id"]
        if "id" in mentions.columns
        else pl.int_range(mentions.height, eager=True).cast(pl.String)
    )
    every = pl.DataFrame({"row": pl.int_range(mentions.height, eager=True), "name": names})
    told = every.join(marked, on="row", how="left", maintain_order="left")
    if "published_at" in mentions.columns:
        told = told.with_columns(at=mentions["published_at"])
    first = pl.col("name").sort_by("at" if "at" in told.columns else "row", nulls_last=True).first()
    reason = pl.format(
        "within {} s of {} accounts of the group, as {} mentions of this author",
        pl.lit(f"{window:g}"),
        "partner",
        "times",
    )
    marks = told.select(
        coordinated_group=pl.when(pl.col("group").is_not_null()).then(first.over("group")),
        coordinated_reason=reason,
    )
    return mentions.with_columns(marks)
