"""The mentions of a scope, out of the lake: a row a mention, with the perimeters it matches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl
from django.conf import settings
from django.core.cache import caches

from parvis.hub.explore.correcting import corrected
from parvis.hub.explore.tables import a_row_each
from parvis.hub.explore.tagging import has_tag
from parvis.store import is_lake, open_lake

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope

Place = tuple["dt.datetime", int]
"""Where a mention stands in a list: when it was published, and its number of arrival."""
PRIVATE: Final = ("mail", "survey")
"""Media in which people speak to us alone."""
OF: Final = "hub"
"""By which the marks of the hub's perimeters are known in the lake."""
FRESH: Final = 60
"""Seconds for which the lake is shown as it was."""
_NO_WORD: Final = pl.lit(None, pl.String)
_ALL: Final = frozenset({"arrival", "published_at"})
_MADE: Final = frozenset({"brands", "kept", "filter_reason", "own_brand", "brand", "perimeter"})


def settled(wanted: Filters) -> Filters:
    """Return the filters tied to a version of the lake, so that all that is found is of one moment.

    Whoever asks for none gets the newest of the last minute; for one to come, the newest of now.
    """
    asked = wanted.version
    newest = _newest(asked or 0)
    is_there = asked is not None and newest is not None and asked <= newest
    return wanted if is_there else replace(wanted, version=newest)


def as_of_now(wanted: Filters) -> Filters:
    """Return the filters tied to all that the lake holds at this moment."""
    version = open_lake(settings.LAKE).version() if is_lake(settings.LAKE) else None
    return replace(wanted, version=version)


def _newest(least: int) -> int | None:
    """The version of the lake that figures are found in for a minute; None where there is none.

    Arguments:
        least: the lake is looked at again where an older one is at hand.
    """
    if not is_lake(settings.LAKE):
        return None
    key, held = f"version:{settings.LAKE}", caches["figures"]
    version: int | None = held.get(key)
    if version is None or version < least:
        version = open_lake(settings.LAKE).version()
        held.set(key, version, FRESH)
    return version


def wide(scope: Scope, wanted: Filters, *, with_own: bool = False) -> pl.LazyFrame | None:
    """Return what the lake holds of a scope, a row for each mention and perimeter; None if nothing.

    Perimeters that are not of the scope, and what is said of them, are not in it.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        with_own: also what our accounts said on those days, with `own_brand` and no brand.
    """
    keys = [key for key in scope.names if not wanted.brands or key in wanted.brands]
    if not keys or not is_lake(settings.LAKE):
        return None
    rows = open_lake(settings.LAKE).wide(version=wanted.version, days=wanted.utc_days())
    known = rows.collect_schema().names()
    if "brand" not in known or not wanted.columns <= set(known):
        return None
    own = pl.col("author").str.to_lowercase().replace_strict(dict(scope.accounts), default=None)
    told = rows.with_columns(own_brand=own.cast(pl.String) if with_own else _NO_WORD)
    told = corrected(told, keys)
    is_ours = (pl.col("perimeter") == OF) & pl.col("brand").is_in(keys)
    of_scope = pl.when(is_ours).then(
        pl.col("brand").replace_strict(dict(scope.names), default=None)
    )
    is_own = pl.col("own_brand").is_not_null()
    is_wanted = is_ours & ~is_own & wanted.holds() & may_be_seen(scope, keys, known)
    if wanted.tags:
        is_wanted &= has_tag(keys, wanted.tags)
    is_beside = is_own & wanted.is_then() & is_public(known)
    return told.filter(is_wanted | is_beside).with_columns(brand=of_scope)


def may_be_seen(scope: Scope, keys: Iterable[str], known: Collection[str]) -> pl.Expr:
    """Return whether a mention is public, or came by a source of its perimeter's unit, or below.

    Arguments:
        scope: whose perimeters are looked at.
        keys: of those.
        known: columns of the wide rows.
    """
    if "via" not in known:
        return is_public(known)
    is_of_theirs = [
        (pl.col("brand") == key) & pl.col("via").is_in(scope.sources.get(key, ())) for key in keys
    ]
    return is_public(known) | pl.any_horizontal(is_of_theirs).fill_null(value=False)


def is_public(known: Collection[str]) -> pl.Expr:
    """Return whether a mention was said where anybody may read it.

    Arguments:
        known: columns of the rows.
    """
    secret = [pl.col("medium").is_in(PRIVATE)] * ("medium" in known)
    secret += [pl.col("kind") == "message"] * ("kind" in known)
    return ~pl.any_horizontal(pl.lit(value=False), *secret).fill_null(value=False)


def mentions(
    scope: Scope,
    wanted: Filters,
    columns: Iterable[str],
    *,
    with_own: bool = False,
    of: pl.Series | None = None,
) -> pl.DataFrame:
    """Return the mentions that are looked at, a row each.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        columns: that are wanted, of the lake's wide rows.
        with_own: also what our accounts said, which does not count.
        of: numbers of arrival of those that are wanted; all of them if None.

    Returns: those columns, `id`, `published_at`, `brands` (names of the scope's perimeters) and
        what the figures want to know of what counts.
    """
    rows = wide(scope, wanted, with_own=with_own)
    if rows is None:
        return _counted(_nothing(columns))
    needed = [name for name in sorted({*columns, *_ALL} - _MADE) if name in _names(rows)]
    asked = rows if of is None else rows.filter(pl.col("arrival").is_in(of.implode()))
    told = asked.select(*needed, "own_brand", "brand")
    may_repeat = len(scope.names) > 1 or with_own
    found = told.collect(engine="streaming")
    each = a_row_each(found) if may_repeat else found.with_columns(brands=_alone()).drop("brand")
    return _counted(_towards(each, scope))


def _alone() -> pl.Expr:
    """The brand of a row as a list: one that is null is none."""
    return pl.when(pl.col("brand").is_null()).then(pl.lit([], pl.List(pl.String))).otherwise(
        pl.concat_list("brand")
    )  # fmt: skip


def count(scope: Scope, wanted: Filters) -> int:
    """Return how many mentions are looked at."""
    rows = wide(scope, wanted)
    if rows is None:
        return 0
    return int(rows.select(pl.col("arrival").n_unique()).collect(engine="streaming").item())


def newest(
    scope: Scope, wanted: Filters, most: int, *, before: Place | None = None
) -> pl.DataFrame:
    """Return where the newest mentions stand: `published_at` and `arrival`, the newest first.

    Arguments:
        scope: what is explored.
        wanted: what of it is looked at.
        most: how many, at most.
        before: the place after which they stand, if not from the first on.
    """
    rows = wide(scope, wanted)
    if rows is None:
        return _nothing(()).select("published_at", "arrival")
    published, arrival = pl.col("published_at"), pl.col("arrival")
    if before is not None:
        moment, number = before
        rows = rows.filter((published < moment) | ((published == moment) & (arrival < number)))
    places = rows.select("published_at", "arrival")
    first = places.top_k(most * len(scope.names), by=["published_at", "arrival"])
    found = first.collect(engine="streaming").unique()
    return found.sort("published_at", "arrival", descending=True).head(most)


def per_day(scope: Scope, wanted: Filters) -> dict[dt.date, int]:
    """Return about how many mentions are looked at on each day that has some, in its zone."""
    rows = wide(scope, wanted)
    if rows is None:
        return {}
    day = pl.col("published_at").dt.convert_time_zone(wanted.zone).dt.date()
    return dict(rows.group_by(day).agg(pl.len()).collect(engine="streaming").iter_rows())


def holds(scope: Scope, mention: str) -> bool:
    """Tell whether a mention is held, and is of a scope."""
    if not is_lake(settings.LAKE):
        return False
    rows = open_lake(settings.LAKE).wide(undated=True)
    known = rows.collect_schema().names()
    if "brand" not in known:
        return False
    is_ours = (pl.col("perimeter") == OF) & pl.col("brand").is_in(list(scope.names))
    found = rows.filter(pl.col("id") == mention, is_ours, may_be_seen(scope, scope.names, known))
    return not found.head(1).collect(engine="streaming").is_empty()


def lost(version: int | None) -> int:
    """Return how many mentions a version of the lake has lost, so that nothing made of it is shown.

    Arguments:
        version: None where there is no lake.
    """
    return 0 if version is None else open_lake(settings.LAKE).lost(version)


def _names(rows: pl.LazyFrame) -> set[str]:
    return set(rows.collect_schema().names())


def _towards(found: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Tonality towards the perimeters of the scope alone, under their names."""
    if "towards" not in found.columns:
        return found
    each = pl.element()
    brand = each.struct.field("brand")
    ours = pl.col("towards").list.eval(each.filter(brand.is_in(list(scope.names))))
    named = ours.list.eval(
        each.struct.with_fields(brand=brand.replace_strict(dict(scope.names), default=None))
    )
    is_there = named.list.len() > 0
    return found.with_columns(towards=pl.when(is_there).then(named))


def _counted(found: pl.DataFrame) -> pl.DataFrame:
    """What our accounts said does not count; all else does, as perimeter and filters chose it."""
    is_own = pl.col("own_brand").is_not_null()
    reason = pl.when(is_own).then(pl.lit("own_account"))
    return found.with_columns(kept=~is_own, filter_reason=reason)


def _nothing(columns: Iterable[str]) -> pl.DataFrame:
    from parvis.schema import empty

    whole = empty().with_columns(arrival=pl.lit(None, pl.Int64))
    kept = {*columns, *_ALL, "brands", "own_brand"}
    return whole.select(name for name in whole.columns if name in kept)
