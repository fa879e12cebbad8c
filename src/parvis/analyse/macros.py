"""What a brand's accounts answer again and again: its macros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import begin, finish

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

LEAST: Final = 3
"""Answers that nearly repeat each other, from which they are a macro, as in `filter`."""


def answer_tones(mentions: IntoFrame) -> pl.DataFrame:
    """Count the answers of each brand, how many are made of macros, and their tonality.

    An answer is a post of the brand with a `reply_to`. It is made of a macro where it is marked
    `is_template`, or where it nearly repeats two others of the brand.

    Arguments:
        mentions: all mentions, kept or not, with `own_brand`, `reply_to`, `tonality`,
            `is_template` and `duplicate_group`.

    Returns: brand, answers, macros, negative, neutral, positive (of the answers that were read).

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 12 and 49 of the capabilities.

    >>> from parvis.schema import empty
    >>> answer_tones(empty()).height
    0
    """
    answers = _answers(mentions)
    groups = _repeated(answers).select("brand", "duplicate_group", "answers")
    joined = answers.join(groups, on=["brand", "duplicate_group"], how="left")
    is_macro = nw.col("is_template").fill_null(value=False) | ~nw.col("answers").is_null()
    marks = {name: nw.col("tonality") == name for name in ("negative", "neutral", "positive")}
    counted = (
        joined.with_columns(
            macros=is_macro.cast(nw.Int64),
            **{name: mark.fill_null(value=False).cast(nw.Int64) for name, mark in marks.items()},
        )
        .group_by("brand")
        .agg(nw.col("macros", *marks).sum(), all=nw.len())
    )
    return finish(counted).select("brand", "macros", *marks, answers="all").sort("brand")


def macros(mentions: IntoFrame, *, top: int = 5) -> pl.DataFrame:
    """List the answers that each brand repeats most: groups of near-identical ones.

    Arguments:
        mentions: as in `answer_tones`, with `id`.
        top: how many to list for each brand.

    Returns: brand, rank (from 1), macro (the `duplicate_group`), answers; most first.

    Raises:
        MissingColumnsError: a column is not there.

    Source: rows 12 and 49 of the capabilities.

    >>> rows = [
    ...     {"own_brand": "Free", "reply_to": f"x:{n}", "duplicate_group": "x:9"} for n in "123"
    ... ]
    >>> from parvis.schema import columns_of
    >>> macros(pl.DataFrame(rows, schema=columns_of())).rows()
    [('Free', 1, 'x:9', 3)]
    """
    groups = finish(_repeated(_answers(mentions)))
    order = groups.sort("brand", "answers", "duplicate_group", descending=[False, True, False])
    rank = pl.int_range(1, pl.len() + 1).over("brand")
    ranked = order.select("brand", rank.alias("rank"), "answers", macro="duplicate_group")
    return ranked.filter(pl.col("rank") <= top).select("brand", "rank", "macro", "answers")


def _answers(mentions: IntoFrame) -> Frame:
    columns = ("own_brand", "reply_to", "tonality", "is_template", "duplicate_group")
    own = begin(mentions, *columns).filter(
        ~nw.col("own_brand").is_null(), ~nw.col("reply_to").is_null()
    )
    return own.rename({"own_brand": "brand"})


def _repeated(answers: Frame) -> Frame:
    """Groups of near-identical answers of a brand, large enough."""
    grouped = answers.filter(~nw.col("duplicate_group").is_null())
    counted = grouped.group_by("brand", "duplicate_group").agg(answers=nw.len())
    return counted.filter(nw.col("answers") >= LEAST)
