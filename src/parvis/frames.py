"""The doorway: a native frame in, a checked Narwhals frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from parvis.errors import MissingColumnsError

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

Frame: TypeAlias = "nw.LazyFrame[Any]"


def enter(frame: IntoFrame, *needed: str) -> Frame:
    """Check that a native frame has the columns needed and return it as a lazy Narwhals frame.

    Arguments:
        frame: a frame of any engine Narwhals knows (Polars, Arrow, Spark, …), eager or lazy.
        needed: the columns the caller will use.

    Raises:
        MissingColumnsError: one of them is not there.

    >>> import polars as pl
    >>> enter(pl.DataFrame({"text": ["bonjour"]}), "text").collect().shape
    (1, 1)
    """
    entered = nw.from_native(frame).lazy()
    present = entered.collect_schema().names()
    missing = [name for name in needed if name not in present]
    if missing:
        raise MissingColumnsError.among(missing, present)
    return entered
