"""Whether and how fast a brand's accounts answer the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import begin, finish
from parvis.frames import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

Dimension: TypeAlias = Literal["brand", "account"]

COLUMNS = (
    "id",
    "author",
    "own_brand",
    "kind",
    "reply_to",
    "repost_of",
    "edit_of",
    "mentions",
    "published_at",
    "time_confidence",
)
WITHOUT_CLOCK = ("none", "day")
A_DAY = 24 * 60.0
QUANTILES = {"median": 0.5, "p75": 0.75, "p90": 0.9}


def pair_answers(mentions: IntoFrame, accounts: Mapping[str, str]) -> pl.DataFrame:
    """Pair every customer post of an account with that account's first answer.

    A customer post of an account is written by none of the accounts, is no repost and no edit, and
    names the account, answers a post of the account or was answered by it. An answer is a post of
    the account whose `reply_to` is the customer post. One dated before the post it answers is
    impossible: it is counted, and pairs nothing.

    Arguments:
        mentions: all mentions of the study, kept or not.
        accounts: handle, in any case, with or without @, to brand.

    Returns: one row an account and customer post, in the order of time: account (lower case),
        brand, post (id), posted_at, answer (id; null when unanswered), answered_at, minutes,
        impossible (answers). Both times are null where the time of day is unknown, and minutes is
        null without both.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 49 of the capabilities.

    >>> from parvis.schema import columns_of
    >>> from datetime import datetime, UTC
    >>> asked, answered = (
    ...     datetime(2024, 1, 1, 9, tzinfo=UTC),
    ...     datetime(2024, 1, 1, 9, 5, tzinfo=UTC),
    ... )
    >>> row = {"kind": "post", "time_confidence": "exact"}
    >>> ann = {"id": "x:1", "author": "ann", "mentions": ["free"], "published_at": asked}
    >>> free = {"id": "x:2", "author": "free", "reply_to": "x:1", "published_at": answered}
    >>> mentions = pl.DataFrame(
    ...     [row | ann, row | free], schema=columns_of("normalise", "perimeter")
    ... )
    >>> pair_answers(mentions, {"@Free": "Free"}).select(
    ...     "brand", "post", "answer", "minutes"
    ... ).rows()
    [('Free', 'x:1', 'x:2', 5.0)]
    """
    brands = by_handle(accounts)
    said = marked(mentions, brands)
    own, public = own_of(said), public_of(said)
    dated = public.select(post="id", posted_at="at")
    replies = own.select("account", post="reply_to", answer="id", answered_at="at")
    posts = addressed(public, own, brands).join(dated, on="post")
    pairs = finish(posts.join(replies, on=["account", "post"], how="left"))
    brand = pl.col("account").replace_strict(brands, return_dtype=pl.String).alias("brand")
    return _first_answers(pairs).select("account", brand, pl.exclude("account"))


def answer_times(pairs: pl.DataFrame, *, by: Sequence[Dimension] = ("brand",)) -> pl.DataFrame:
    """Say how many customer posts were answered, and how fast the first answer came.

    A post to two accounts of a brand counts once for the brand, with the earliest answer of either.
    Quantiles lie between two delays by linear interpolation, as numpy's default has them.

    Arguments:
        pairs: what `pair_answers` returned.
        by: ("brand",) or ("brand", "account").

    Returns: the columns of `by`, customer_posts, answered, median, p75, p90 (minutes, null when no
        delay is known), within_24h (% of the customer posts, those left out that were answered at
        an unknown time), impossible (answers dated before their post).

    Source: Hyndman and Fan, "Sample quantiles in statistical packages" (The American Statistician
        50, 1996), definition 7; row 49 of the capabilities.

    >>> pairs = {
    ...     "brand": ["Free"] * 3,
    ...     "account": ["free"] * 3,
    ...     "post": ["x:1", "x:2", "x:3"],
    ...     "answer": ["x:7", "x:8", None],
    ...     "minutes": [10.0, 30.0, None],
    ...     "impossible": [0, 0, 0],
    ... }
    >>> times = answer_times(pl.DataFrame(pairs))
    >>> times.select("customer_posts", "answered", "median").row(0)
    (3, 2, 20.0)
    """
    minutes, answered = pl.col("minutes"), pl.col("answered")
    posts = pairs.group_by(*by, "post").agg(
        pl.col("answer").is_not_null().any().alias("answered"),
        minutes.min(),
        pl.col("impossible").sum(),
    )
    timed = pl.len() - (answered & minutes.is_null()).sum()
    times = posts.group_by(*by).agg(
        pl.len().cast(pl.Int64).alias("customer_posts"),
        answered.sum().cast(pl.Int64),
        *(minutes.quantile(at, "linear").alias(name) for name, at in QUANTILES.items()),
        pl.when(timed > 0).then(100.0 * (minutes <= A_DAY).sum() / timed).alias("within_24h"),
        pl.col("impossible").sum(),
    )
    return times.sort(*by)


def can_pair(mentions: IntoFrame, accounts: Mapping[str, str]) -> str | None:
    """Say why the answers of these accounts cannot be known from these mentions, or None.

    Ask it of one brand's accounts to know whether that brand's answers can be known: another
    brand's account in the export proves nothing about it.

    Arguments:
        mentions: all mentions of the study, kept or not.
        accounts: handle, in any case, with or without @, to brand.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 49 of the capabilities; what is missing is unknown, not zero.

    >>> from parvis.schema import empty
    >>> can_pair(empty("normalise", "perimeter"), {})
    'no accounts were named'
    """
    return why_unpaired(replies_of(mentions, accounts), accounts)


def replies_of(mentions: IntoFrame, accounts: Mapping[str, str]) -> pl.DataFrame:
    """Count posts, replies, and replies that point into the data, of each account and of the rest.

    Arguments:
        mentions: all mentions of the study, kept or not.
        accounts: handle, in any case, with or without @, to brand.

    Returns: account (lower case; null for the rest), posts, replies, inside.

    Raises:
        MissingColumnsError: a column is not there.

    >>> from parvis.schema import empty
    >>> replies_of(empty("normalise", "perimeter"), {"@Free": "Free"}).columns
    ['account', 'posts', 'replies', 'inside']
    """
    marked_ = marked(mentions, by_handle(accounts))
    said = marked_.with_columns(account=nw.when(nw.col("is_account")).then(nw.col("account")))
    replies = said.select("account", "reply_to").filter(~nw.col("reply_to").is_null())
    inside = replies.join(said.select(reply_to="id"), on="reply_to", how="semi")
    counted = said.group_by("account").agg(posts=nw.len(), replies=nw.col("reply_to").count())
    found = finish(inside.group_by("account").agg(inside=nw.len()))
    joined = finish(counted).join(found, on="account", how="left", nulls_equal=True)
    return joined.with_columns(pl.col("inside").fill_null(0))


def why_unpaired(replies: pl.DataFrame, accounts: Mapping[str, str]) -> str | None:
    """Say why the answers of these accounts cannot be known, or None.

    Arguments:
        replies: what `replies_of` returned, of these accounts and of others.
        accounts: as for `can_pair`.

    >>> why_unpaired(pl.DataFrame(), {})
    'no accounts were named'
    """
    if not accounts:
        return "no accounts were named"
    is_own = pl.col("account").is_in(list(by_handle(accounts)))
    own, all_ = replies.filter(is_own).sum(), replies.sum()
    if not own["posts"].item():
        return "no post by the accounts in the data"
    if not all_["replies"].item():
        return "the export has no reply ids"
    of = own if own["replies"].item() else all_
    return None if of["inside"].item() else "the reply ids never point into the export"


def by_handle(accounts: Mapping[str, str]) -> dict[str, str]:
    """Return the brand of each account, lower case and without @."""
    return {handle.lstrip("@").lower(): brand for handle, brand in accounts.items()}


def marked(mentions: IntoFrame, brands: Mapping[str, str], *further: str) -> Frame:
    """Say of each mention who said it, when (null where the time of day is unknown), to whom."""
    is_account = nw.col("account").is_in(list(brands))
    is_timed = ~nw.col("time_confidence").is_in(WITHOUT_CLOCK)
    return (
        begin(mentions, *COLUMNS, *further)
        .with_columns(account=nw.col("author").fill_null("").str.to_lowercase())
        .with_columns(
            is_account=is_account,
            is_own=is_account | ~nw.col("own_brand").is_null(),
            at=nw.when(is_timed).then(nw.col("published_at")),
        )
    )


def own_of(said: Frame) -> Frame:
    """Keep what the accounts say."""
    return said.filter(nw.col("is_account"))


def public_of(said: Frame) -> Frame:
    """Keep posts by none of the brands, in their author's own words, each in its first version."""
    return said.filter(
        ~nw.col("is_own"),
        nw.col("kind") != "repost",
        nw.col("repost_of").is_null(),
        nw.col("edit_of").is_null(),
    )


def addressed(public: Frame, own: Frame, brands: Mapping[str, str]) -> Frame:
    """List account and customer post, once each: the post names, answers or was answered by it."""
    named = public.select(post="id", account="mentions").explode("account")
    answering = public.select(post="id", pointed="reply_to").join(
        own.select("account", pointed="id"), on="pointed"
    )
    answered = public.select(post="id").join(own.select("account", post="reply_to"), on="post")
    ways = (named.filter(nw.col("account").is_in(list(brands))), answering, answered)
    return distinct(nw.concat([way.select("account", "post") for way in ways]), "account", "post")


def _first_answers(pairs: pl.DataFrame) -> pl.DataFrame:
    """Keep the earliest possible answer of each account and post, and count the impossible ones."""
    delay = (pl.col("answered_at") - pl.col("posted_at")).dt.total_microseconds() / 60e6
    possible = pl.col("minutes").is_null() | (pl.col("minutes") >= 0)
    return (
        pairs.with_columns(minutes=delay)
        .sort("minutes", "answer", nulls_last=True)
        .group_by("account", "post")
        .agg(
            pl.col("posted_at").first(),
            pl.col("answer", "answered_at", "minutes").filter(possible).first(),
            (~possible).sum().cast(pl.Int64).alias("impossible"),
        )
        .sort("posted_at", "account", "post", nulls_last=True)
    )
