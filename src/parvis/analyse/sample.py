"""Some real mentions behind a figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.analyse.reduction import begin, finish
from parvis.engines.batches import each
from parvis.frames import distinct, enter, how_many

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame


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
    return finish(_least(mentions, n, seed)).sort("id")


def drawn(mentions: IntoFrame, *, n: int, seed: int = 0) -> pl.DataFrame:
    """Return the mentions that `sample` draws, all of them where they are no more, by id.

    Arguments:
        mentions: with `id`.
        n: how many to draw, at most.
        seed: as of `sample`.

    >>> drawn(pl.DataFrame({"id": ["x:3", "x:1"]}), n=2)["id"].to_list()
    ['x:1', 'x:3']
    """
    chosen = begin(mentions, *enter(mentions, "id").collect_schema().names())
    if how_many(mentions) > n:
        chosen = chosen.join(_least(mentions, n, seed), on="id", how="semi")
    found: pl.DataFrame = chosen.collect("polars").to_native()
    return found.sort("id")


def _least(mentions: IntoFrame, n: int, seed: int) -> Frame:
    """The ids with the n least lots. Ids alone cross to Python and back, and no other column."""
    ids = distinct(begin(mentions, "id"), "id").to_native()
    return each(ids, partial(_with_lot, seed)).sort("lot", "id").head(n).select("id")


def _with_lot(seed: int, ids: pl.DataFrame) -> pl.DataFrame:
    """The lot of each id: half its hash, since Spark has no unsigned whole numbers."""
    return ids.with_columns(lot=(pl.col("id").hash(seed) // 2).cast(pl.Int64))
