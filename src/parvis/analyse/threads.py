"""Conversations that the public opens with a brand: the first answer, and what is said next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.answers import addressed, by_handle, marked, own_of, public_of
from parvis.analyse.reduction import finish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

SIGNS: Final[dict[str, str]] = {
    "apologises": r"(?i)(^|\W)(sorry|apolog\w+|désolée?s?|navrée?s?|excus\w+|regret\w*)(\W|$)",
    "goes_private": r"(?i)(^|\W)(dms?|mps?|pms?|direct message|privé|private(ly)?|inbox)(\W|$)",
    "asks": r"\?",
    "thanks": r"(?i)(^|\W)(thanks?|thank you|thx|merci|remerci\w+)(\W|$)",
    "signs": "[*^/~\u2013\u2014-] ?\\p{Lu}[\\p{L}.]{0,14}\\s*$",
    "links": r"(?i)https?://",
}
"""What can be seen in an answer, by the pattern that finds it in its text."""

THANKED: Final = (
    r"(?i)(^|\W)(thanks?|thank you|thx|ty|cheers|perfect|awesome"
    r"|merci|remerci\w+|parfait|génial)(\W|$)"
)
"""What somebody says who is pleased with an answer."""

_FURTHER: Final = ("text", "tonality", "is_template", "likes")


def threads(mentions: IntoFrame, accounts: Mapping[str, str]) -> pl.DataFrame:
    """List the conversations the public opens with each account, and how each went on.

    An opening is a customer post as in `answers.pair_answers`, but for those that only go on with a
    conversation: posts under an answer of the account, and posts under the author's own. An answer
    to such a post under the author's own is one to the opening too. So thanks for an answer is
    not counted as a post left without one.

    Arguments:
        mentions: all mentions of the study, kept or not, with `text`, `tonality`, `is_template`
            and `likes` beside the columns of `answers.COLUMNS`.
        accounts: handle, in any case, with or without @, to brand.

    Returns: one row an account and opening, in the order of time: account (lower case), brand, post
        (id), posted_at, tonality, answer (id of the first; null when unanswered), minutes, waited
        (minutes watched without an answer: until the last time that anything of the account's
        conversations is dated; null when answered), answer_tonality, is_template, likes, next (id
        of what the asker said under the answer), next_tonality, is_thanked, and for each of SIGNS
        whether the answer has it (null where the asker said nothing more). Times are null where the
        time of day is unknown.

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 49 and 36 of the capabilities.

    >>> from parvis.schema import empty
    >>> threads(empty(), {"@Free": "Free"}).height
    0
    """
    brands = by_handle(accounts)
    said = marked(mentions, brands, *_FURTHER)
    own, public = own_of(said), public_of(said)
    openings = _openings(said, own, addressed(public, own, brands))
    dated = openings.join(public.select("tonality", post="id", posted_at="at"), on="post")
    answers = _answers(openings, public, own)
    found = finish(dated.join(answers, on=["account", "post"], how="left"))
    followed = _followed(_first(found), finish(_next(public, own)))
    return _watched(followed, finish(_last(own))).with_columns(
        brand=pl.col("account").replace_strict(brands, return_dtype=pl.String)
    )


def _openings(said: Frame, own: Frame, asked: Frame) -> Frame:
    """Account, post and its author, without the posts that go on with a conversation."""
    parents = said.select(parent="id", parent_author="account")
    answering = own.filter(~nw.col("reply_to").is_null()).select(parent="id", goes_on="account")
    posts = said.select(post="id", parent="reply_to", asker="account")
    placed = (
        asked.join(posts, on="post")
        .join(parents, on="parent", how="left")
        .join(answering, on="parent", how="left")
    )
    is_own = (nw.col("parent_author") == nw.col("asker")) & (nw.col("asker") != "")
    goes_on = nw.col("goes_on") == nw.col("account")
    begins = ~is_own.fill_null(value=False) & ~goes_on.fill_null(value=False)
    return placed.filter(begins).select("account", "post", "asker")


def _answers(openings: Frame, public: Frame, own: Frame) -> Frame:
    """Answers of the account to the opening, or to what its author went on with under it."""
    more = public.select(post="reply_to", asked="id", asker="account")
    further = openings.filter(nw.col("asker") != "").join(more, on=["post", "asker"])
    ways = (openings.with_columns(asked=nw.col("post")), further)
    asked = nw.concat([way.select("account", "post", "asked") for way in ways])
    replies = own.select(
        "account",
        "is_template",
        "likes",
        asked="reply_to",
        answer="id",
        answered_at="at",
        answer_tonality="tonality",
    )
    return asked.join(replies, on=["account", "asked"]).drop("asked")


def _next(public: Frame, own: Frame) -> Frame:
    """What anybody says under an answer of an account, with the signs of that answer."""
    replies = own.filter(~nw.col("reply_to").is_null()).select("account", "text", answer="id")
    said = public.filter(nw.col("account") != "").select(
        answer="reply_to",
        asker="account",
        next="id",
        next_at="at",
        next_tonality="tonality",
        is_thanked=nw.col("text").str.contains(THANKED),
    )
    signs = {name: nw.col("text").str.contains(pattern) for name, pattern in SIGNS.items()}
    return said.join(replies, on="answer").with_columns(**signs).drop("text")


def _last(own: Frame) -> Frame:
    """When each account was last seen to write."""
    return own.group_by("account").agg(seen=nw.col("at").max())


def _followed(found: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Openings and answers, with the first thing the asker says under each."""
    keys = ("account", "answer", "asker")
    first = said.sort("next_at", "next", nulls_last=True).unique(
        keys, keep="first", maintain_order=True
    )
    told = found.join(first.drop("next_at"), on=keys, how="left", maintain_order="left")
    return told.drop("asker")


def _first(found: pl.DataFrame) -> pl.DataFrame:
    """Keep the earliest possible answer of each opening."""
    opening = ("account", "post", "asker", "posted_at", "tonality")
    openings = found.select(opening).unique(["account", "post"])
    delay = (pl.col("answered_at") - pl.col("posted_at")).dt.total_microseconds() / 60e6
    answers = found.drop_nulls("answer").with_columns(minutes=delay)
    possible = answers.filter(pl.col("minutes").is_null() | (pl.col("minutes") >= 0))
    first = possible.sort("minutes", "answer", nulls_last=True).unique(
        ["account", "post"], keep="first", maintain_order=True
    )
    told = first.drop("asker", "posted_at", "tonality", "answered_at")
    return openings.join(told, on=["account", "post"], how="left").sort(
        "posted_at", "account", "post", nulls_last=True
    )


def _watched(found: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    """Add how long an opening without an answer was watched."""
    until = pl.max_horizontal("seen", pl.col("posted_at").max().over("account"))
    watched = (until - pl.col("posted_at")).dt.total_microseconds() / 60e6
    return (
        found.join(last, on="account", how="left", maintain_order="left")
        .with_columns(waited=pl.when(pl.col("answer").is_null()).then(watched))
        .drop("seen")
    )


def waits(found: pl.DataFrame) -> pl.DataFrame:
    """Say how long each opening of a brand waited, and whether an answer ended it.

    An opening to two accounts of a brand waits once, for the earliest answer of either; it is
    watched as long as the longer watched. Openings whose wait has no known time are left out.

    Arguments:
        found: what `threads` returned, of one brand or of several.

    Returns: brand, post, minutes, is_answered.

    >>> found = {"brand": ["Free"] * 2, "post": ["x:1", "x:2"], "answer": ["x:3", None]}
    >>> found |= {"minutes": [4.0, None], "waited": [None, 60.0]}
    >>> waits(pl.DataFrame(found)).rows()
    [('Free', 'x:1', 4.0, True), ('Free', 'x:2', 60.0, False)]
    """
    ended = pl.col("answer").is_not_null().any()
    return (
        found.group_by("brand", "post", maintain_order=True)
        .agg(
            minutes=pl.when(ended).then(pl.col("minutes").min()).otherwise(pl.col("waited").max()),
            is_answered=ended,
        )
        .drop_nulls("minutes")
    )
