"""A step over every row alone, on whatever engine the rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.frames import enter

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.engines.engine import Step
    from parvis.frames import Frame


def each(rows: IntoFrame, step: Step) -> Frame:
    """Take a step that reads every row alone: on Spark by its executors, else in this process.

    Arguments:
        rows: a frame of any engine.
        step: of Polars; what it makes of a row does not depend on those beside it.

    >>> import polars as pl
    >>> each(pl.DataFrame({"n": [1]}), lambda rows: rows.with_columns(m=pl.col("n") + 1)).columns
    ['n', 'm']
    """
    frame = enter(rows)
    if frame.implementation.is_spark_like():
        from parvis.engines.spark.batches import mapped

        return enter(mapped(frame.to_native(), step))
    return enter(step(frame.collect("polars").to_native()))
