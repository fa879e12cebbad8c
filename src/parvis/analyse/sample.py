"""Some real mentions behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse.reduction import begin, finish

if TYPE_CHECKING:
    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame


def sample(mentions: IntoFrame, *, n: int = 10, seed: int = 0) -> pl.DataFrame:
    """Draw mentions at random, always the same ones: those whose ids have the least hashes.

    The same mentions are drawn whatever their order and engine, with the same version of Polars,
    whose hash it is; a mention that arrives later displaces one of them at most.

    Arguments:
        mentions: the mentions behind the figure, with `id`.
        n: how many to draw.
        seed: another number draws others.

    Returns: id, at most n rows.

    Raises:
        MissingColumnsError: a column is not there.

    Source: bottom-k sampling, Cohen and Kaplan, "Summarizing data using bottom-k sketches" (PODC
        2007); row 6 of the capabilities, every number opens.

    >>> import polars as pl
    >>> sample(pl.DataFrame({"id": ["x:1", "x:2", "x:3"]}), n=2).height
    2
    """
    ids = finish(begin(mentions, "id").unique())
    return ids.bottom_k(n, by=[ids["id"].hash(seed), "id"]).sort("id")
