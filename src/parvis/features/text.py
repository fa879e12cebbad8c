"""Make posts ready to be read: what is common to all of them is written one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

LONGEST = 2_000
"""Characters read of one post; what follows is left unread."""

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " "}
_ESCAPES = {r"\u2019": "'", r"\u002c": ","}  # left where JSON was written twice
_JOINERS = {"\u200d": "", "\ufe0f": ""}  # the same emoji, drawn in another way
_BREAKS = {"\n": " ", "\r": " "}
_AS_MEANT = _BREAKS | _ENTITIES | _ESCAPES | _JOINERS
_LINK = r"https?://\S*|www\.\S+|\bhttp\b"
_HANDLE = r"@\w+"
_CAN_BE_READ = r"\pL|\p{Extended_Pictographic}|[:;=][-']?[()DP/|]|<3"


def prepare(text: pl.Expr) -> pl.Expr:
    """Clip a post, write links as ⇗ and handles as @, take off entities and escapes.

    Who is named and where a link leads would teach a reader names, not tonality.

    Arguments:
        text: a column of strings; null is read as empty.

    >>> import polars as pl
    >>> post = pl.DataFrame({"text": ["@Anna &amp; co: voir https://t.co/x"]})
    >>> post.select(prepare(pl.col("text"))).item()
    '@ & co: voir ⇗'
    """
    plain = text.fill_null("").str.slice(0, LONGEST).str.replace_many(_AS_MEANT)
    return plain.str.replace_all(_LINK, "⇗").str.replace_all(_HANDLE, "@")


def can_be_read(prepared: pl.Expr) -> pl.Expr:
    """Tell whether a prepared post holds anything to read: a letter, an emoji, an emoticon.

    Arguments:
        prepared: a column that went through `prepare`.

    >>> import polars as pl
    >>> posts = pl.DataFrame({"text": ["", "12:40 !!", "bof", "😍", ":-("]})
    >>> posts.select(can_be_read(pl.col("text"))).to_series().to_list()
    [False, False, True, True, True]
    """
    return prepared.str.contains(_CAN_BE_READ)
