"""Which mentions say the same thing in nearly the same words."""

from __future__ import annotations

import polars as pl

from parvis.filter.grouping import leaders
from parvis.frames import enter


def _by_time(mentions: pl.DataFrame) -> pl.Series:
    """Row numbers, oldest first and undated last; rows of one time stay in their order."""
    if "published_at" not in mentions.columns:
        return pl.int_range(mentions.height, eager=True)
    return mentions.select(
        pl.arg_sort_by("published_at", nulls_last=True, maintain_order=True)
    ).to_series()


def group_duplicates(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add the group of near-duplicates of each mention, and the first of it that it repeats.

    Copies are alike once `RT @name:`, handles, links, case, accents and punctuation are taken off;
    they need three distinct words. Variants share 60 % of their distinct words (Jaccard; 70 % under
    eight words) with the first of their group, in any order; they need four distinct words of four
    letters or more. Thus "merci" or "thanks for the reply", said by many, is not copied from
    anyone. The first is the earliest by `published_at`; undated mentions come last and mentions of
    one time in the order of their rows, which changes nothing else.

    Cost grows with the number of mentions, not of pairs: copies are read once, and a variant is
    compared with sixteen earlier texts at most.

    Arguments:
        mentions: needs `id` and `text`; `published_at` gives the order where it is there.

    Raises:
        MissingColumnsError: there is no `id` or no `text`.

    Source: row 40 of the capabilities; Broder (1997) for resemblance and its sketches.

    >>> import polars as pl
    >>> said = "Le réseau est coupé à Lyon depuis ce matin"
    >>> posts = pl.DataFrame({"id": ["a", "b", "c"], "text": [said, f"RT @x: {said}!", "merci"]})
    >>> group_duplicates(posts).select("id", "duplicate_group", "duplicate_of").rows()
    [('a', 'a', None), ('b', 'a', 'a'), ('c', None, None)]
    """
    enter(mentions, "id", "text")
    order = _by_time(mentions)
    ids = mentions["id"].gather(order)
    found = leaders(mentions["text"].gather(order))
    of = pl.Series(found.of)
    first = of.zip_with(of.is_duplicated(), of.clear(len(of)))
    group = ids.gather(first)
    repeated = group.zip_with(first != pl.int_range(len(first), eager=True), ids.clear(len(ids)))
    back = order.arg_sort()
    return mentions.with_columns(
        duplicate_group=group.gather(back), duplicate_of=repeated.gather(back)
    )
