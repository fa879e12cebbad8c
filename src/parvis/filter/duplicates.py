"""Which mentions say the same thing in nearly the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.filter.canonical import LINK
from parvis.filter.grouping import COPIES, RETAGS, VARIES, leaders
from parvis.frames import enter
from parvis.schema import DUPLICATE_REASONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EXACT, _REPOSTED, _LINK, _HASHTAGS, _NEAR = DUPLICATE_REASONS
_REPOST: Final = r"(?i)^\W*rt\s+@\w"


def group_duplicates(mentions: pl.DataFrame) -> pl.DataFrame:
    """Add the group of near-duplicates of each mention, the first of it that it repeats, and why.

    Copies are alike once `RT @name:`, handles, links, case, accents and punctuation are taken off;
    they need three distinct words. Copies with other hashtags need three words besides. Variants
    share 60 % of their distinct words (Jaccard; 70 % under eight words) with the first of their
    group, in any order; they need eight distinct words, or four of four letters or more. Thus
    "merci" or "thanks for the reply", said by many, is not copied from anyone. The first is the
    earliest by `published_at`; undated mentions come last and mentions of one time in the order of
    their rows, which changes nothing else.

    The reasons: `exact` (the same words), `reposted` (behind `RT @name:`), `link changed`,
    `hashtags changed`, `near` (words changed). `parvis.filter.undo` takes a mark back.

    Cost grows with the number of mentions, not of pairs: copies are read once, and a variant is
    compared with 96 earlier texts at most, and with the firsts of those it resembles.

    Arguments:
        mentions: needs `text`; `id` names the groups, the row number where there is none;
            `published_at` gives the order where it is there.

    Raises:
        MissingColumnsError: there is no `text`.

    Source: row 40 of the capabilities; Broder (1997) for resemblance and its sketches.

    >>> import polars as pl
    >>> said = "Le réseau est coupé à Lyon depuis ce matin"
    >>> posts = pl.DataFrame({"id": ["a", "b", "c"], "text": [said, f"RT @x: {said}!", "merci"]})
    >>> group_duplicates(posts).drop("id", "text").rows()
    [('a', None, None), ('a', 'a', 'reposted'), (None, None, None)]
    """
    enter(mentions, "text")
    order = _by_time(mentions)
    texts = mentions["text"].gather(order)
    names = _names(mentions).gather(order)
    found = leaders(texts)
    of, places = pl.Series(found.of), pl.int_range(mentions.height, dtype=pl.Int32, eager=True)
    repeats, links = of != places, links_of(texts)
    marks = pl.DataFrame(
        {
            "duplicate_group": where(of.is_duplicated(), names.gather(of)),
            "duplicate_of": where(repeats, names.gather(of)),
            "duplicate_reason": reasons(texts, found.how, is_of_links=links == links.gather(of)),
        }
    )
    return mentions.with_columns(marks[order.arg_sort()])


def _by_time(mentions: pl.DataFrame) -> pl.Series:
    """Row numbers, oldest first and undated last; rows of one time stay in their order."""
    if "published_at" not in mentions.columns:
        return pl.int_range(mentions.height, eager=True)
    return mentions.select(
        pl.arg_sort_by("published_at", nulls_last=True, maintain_order=True)
    ).to_series()


def _names(mentions: pl.DataFrame) -> pl.Series:
    """What groups are named after."""
    if "id" in mentions.columns:
        return mentions["id"]
    return pl.int_range(mentions.height, eager=True).cast(pl.String)


def where(condition: pl.Series, values: pl.Series) -> pl.Series:
    """Return values, null where a condition does not hold.

    >>> where(pl.Series([True, False]), pl.Series(["a", "b"])).to_list()
    ['a', None]
    """
    return values.zip_with(condition, values.clear(len(values)))


def links_of(texts: pl.Series) -> pl.Series:
    """Return a number for the links of each text, the same where they are the same.

    >>> links_of(pl.Series(["a http://b.c", "http://b.c d", "a"])).n_unique()
    2
    """
    links = pl.col("text").fill_null("").str.extract_all(LINK).list.join(" ")
    return texts.to_frame("text").select(links.hash()).to_series()


def reasons(texts: pl.Series, how: NDArray[np.uint8], *, is_of_links: pl.Series) -> pl.Series:
    """Say why each text repeats its group's first.

    Arguments:
        texts: any texts.
        how: as in `grouping.Leaders`.
        is_of_links: whether each has the links of that first text.

    Returns: one of `schema.DUPLICATE_REASONS`, null where it repeats none.

    >>> import numpy as np
    >>> reasons(pl.Series(["RT @a: b"]), np.array([COPIES]), is_of_links=pl.Series([True])).item()
    'reposted'
    """
    frame = pl.DataFrame({"text": texts, "how": how, "is_of_links": is_of_links})
    why = reason_of(nw.col("how"), nw.col("is_repost"), nw.col("is_of_links"))
    told = enter(frame.with_columns(is_repost=is_repost(pl.col("text")))).select(reason=why)
    return told.collect().to_native().to_series()


def reason_of(how: nw.Expr, is_repost: nw.Expr, is_of_links: nw.Expr) -> nw.Expr:
    """Return why a text repeats its group's first, null where it repeats none.

    Arguments:
        how: as in `grouping.Leaders`.
        is_repost: whether it calls itself one.
        is_of_links: whether it has the links of that first text.
    """
    copied = nw.when(is_of_links).then(nw.lit(_EXACT)).otherwise(nw.lit(_LINK))
    copied = nw.when(is_repost).then(nw.lit(_REPOSTED)).otherwise(copied)
    copied = nw.when(how == COPIES).then(copied)
    copied = nw.when(how == VARIES).then(nw.lit(_NEAR)).otherwise(copied)
    return nw.when(how == RETAGS).then(nw.lit(_HASHTAGS)).otherwise(copied)


def is_repost(text: pl.Expr) -> pl.Expr:
    """Return whether a text calls itself a repost, as in `RT @name:`."""
    return text.str.contains(_REPOST).fill_null(value=False)
