"""Which mentions say the same thing in nearly the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.filter.canonical import LINK
from parvis.filter.grouping import COPIES, RETAGS, VARIES, leaders
from parvis.frames import enter
from parvis.schema import DUPLICATE_REASONS

if TYPE_CHECKING:
    from parvis.filter.grouping import Leaders

_EXACT, _REPOSTED, _LINK, _HASHTAGS, _NEAR = DUPLICATE_REASONS
_REPOST: Final = r"(?i)^\W*rt\s+@\w"
_BY_WORDS: Final = {RETAGS: _HASHTAGS, VARIES: _NEAR}


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
    compared with 96 earlier texts at most.

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
    repeats = of != places
    marks = pl.DataFrame(
        {
            "duplicate_group": _where(of.is_duplicated(), names.gather(of)),
            "duplicate_of": _where(repeats, names.gather(of)),
            "duplicate_reason": _reasons(texts, found),
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


def _where(condition: pl.Series, values: pl.Series) -> pl.Series:
    return values.zip_with(condition, values.clear(len(values)))


def _reasons(texts: pl.Series, found: Leaders) -> pl.Series:
    """Why each text repeats its group's first; null where it repeats none."""
    how = pl.Series(found.how)
    reasons = how.replace_strict(_BY_WORDS, default=None, return_dtype=pl.String)
    copies = (how == COPIES).arg_true()
    of_copies = _of_copies(texts.gather(copies), texts.gather(found.of[copies.to_numpy()]))
    return reasons.scatter(copies, of_copies)


def _of_copies(texts: pl.Series, first: pl.Series) -> pl.Series:
    """Reasons of texts of the same words."""
    links = [pl.col(name).str.extract_all(LINK) for name in ("text", "first")]
    reason = (
        pl.when(pl.col("text").str.contains(_REPOST))
        .then(pl.lit(_REPOSTED))
        .when(links[0] != links[1])
        .then(pl.lit(_LINK))
        .otherwise(pl.lit(_EXACT))
    )
    return pl.DataFrame({"text": texts, "first": first}).select(reason).to_series()
