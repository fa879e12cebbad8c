"""Marks taken back: an analyst looked, and the mention is not what it was marked as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from parvis.frames import enter

if TYPE_CHECKING:
    from collections.abc import Collection

Mark = Literal["duplicate", "coordinated", "template", "spam"]

_LEAST: Final = 2  # mentions of a group


def undo(mentions: pl.DataFrame, mark: Mark, ids: Collection[str]) -> pl.DataFrame:
    """Take a mark back from some mentions; their groups close without them.

    A group that lost its first mention is named after the earliest of those left, by `published_at`
    where it is there, else by row; a group of which one is left is none. To find all marks again,
    mark the mentions anew.

    Arguments:
        mentions: with `id` and the columns of the mark.
        mark: `duplicate`, `coordinated`, `template` or `spam`.
        ids: of the mentions that lose it; those that do not have it stay as they are.

    Raises:
        MissingColumnsError: there is no `id`, or the mark was never given.

    >>> ids, groups = ["a", "b", "c"], ["a", "a", "a"]
    >>> marked = pl.DataFrame(
    ...     {
    ...         "id": ids,
    ...         "duplicate_group": groups,
    ...         "duplicate_of": [None, "a", "a"],
    ...         "duplicate_reason": [None, "near", "near"],
    ...     }
    ... )
    >>> undo(marked, "duplicate", ["a"]).drop("id").rows()
    [(None, None, None), ('b', None, None), ('b', 'b', 'near')]
    """
    lost = pl.col("id").is_in(list(ids))
    if mark == "template":
        return _undo_flag(mentions, lost, "is_template", "template_reason")
    if mark == "spam":
        return _undo_flag(mentions, lost, "is_spam", "spam_reason")
    return _undo_duplicates(mentions, lost) if mark == "duplicate" else _undo_groups(mentions, lost)


def _undo_flag(mentions: pl.DataFrame, lost: pl.Expr, flag: str, reason: str) -> pl.DataFrame:
    """Take back what is yes or no; a null stays unknown."""
    enter(mentions, "id", flag, reason)
    stays = ~lost | pl.col(flag).is_null()
    return mentions.with_columns(
        (stays & pl.col(flag)).alias(flag), pl.when(~lost).then(reason).alias(reason)
    )


def _undo_duplicates(mentions: pl.DataFrame, lost: pl.Expr) -> pl.DataFrame:
    enter(mentions, "id", "duplicate_group", "duplicate_of", "duplicate_reason")
    closed = _closed(mentions, "duplicate_group", lost)
    repeats = closed["duplicate_group"].is_not_null() & (closed["duplicate_group"] != closed["id"])
    return closed.with_columns(
        duplicate_of=pl.when(repeats).then("duplicate_group"),
        duplicate_reason=pl.when(repeats).then("duplicate_reason"),
    )


def _undo_groups(mentions: pl.DataFrame, lost: pl.Expr) -> pl.DataFrame:
    enter(mentions, "id", "coordinated_group", "coordinated_reason")
    closed = _closed(mentions, "coordinated_group", lost)
    stays = pl.col("coordinated_group").is_not_null()
    return closed.with_columns(coordinated_reason=pl.when(stays).then("coordinated_reason"))


def _closed(mentions: pl.DataFrame, column: str, lost: pl.Expr) -> pl.DataFrame:
    """Take some mentions out of their groups and name what is left of each."""
    left = pl.when(~lost).then(column)
    time = pl.col("published_at") if "published_at" in mentions.columns else pl.lit(0)
    first = pl.col("id").sort_by(time, maintain_order=True, nulls_last=True).first().over("left")
    is_group = pl.col("left").is_not_null() & (pl.len().over("left") >= _LEAST)
    return (
        mentions.with_columns(left=left)
        .with_columns(pl.when(is_group).then(first).alias(column))
        .drop("left")
    )
