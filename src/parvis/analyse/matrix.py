"""The matrix of the talk: medium by tonality by interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse.reduction import begin, count

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame


def matrix(mentions: IntoFrame) -> pl.DataFrame:
    """Count mentions by medium, tonality and interaction, most first; null is "unknown".

    Arguments:
        mentions: the mentions to count, with these three columns.

    Returns: medium, tonality, interaction, mentions; no row for an empty cell.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 26 of the capabilities.

    >>> import polars as pl
    >>> row = {"medium": "blog", "tonality": None, "interaction": "question"}
    >>> matrix(pl.DataFrame([row, row])).rows()
    [('blog', 'unknown', 'question', 2)]
    """
    dimensions = ("medium", "tonality", "interaction")
    return count(begin(mentions, *dimensions), *dimensions)
