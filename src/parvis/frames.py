"""The doorway: a native frame in, a checked Narwhals frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.errors import MissingColumnsError

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame
    from numpy.typing import NDArray

Frame: TypeAlias = "nw.LazyFrame[Any]"

# Beyond Latin letters, signs of punctuation and emoji a character may have to join the one before.
NOT_SURELY_COMPOSED: Final = (
    r"[^\x00-\x{2ff}\x{200b}-\x{2027}\x{20ac}\x{2122}\x{fe0f}\x{1f000}-\x{1faff}]"
)


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


def how_many(frame: IntoFrame) -> int:
    """Return how many rows a frame of any engine has.

    Arguments:
        frame: native, eager or lazy.

    >>> how_many(pl.DataFrame({"n": [1, 2]}))
    2
    """
    return int(enter(frame).select(nw.len()).collect("polars").item())


def distinct(frame: Frame, *columns: str) -> Frame:
    """Return each combination of these columns once.

    By groups, which a cluster makes smaller before they move; `unique` of Narwhals numbers there
    the rows of each, and for that moves and sorts them all.

    Arguments:
        frame: of any engine.
        columns: those to keep.

    >>> twice = enter(pl.DataFrame({"n": [1, 1], "text": ["a", "b"]}))
    >>> distinct(twice, "n").collect().rows()
    [(1,)]
    """
    return frame.group_by(*columns).agg(nw.len().alias("_rows")).select(*columns)


def where(frame: IntoFrame, *conditions: nw.Expr) -> IntoFrame:
    """Return the rows of a frame of any engine for which all conditions hold.

    Arguments:
        frame: native, eager or lazy; what is returned is of its kind.
        conditions: of Narwhals.

    >>> where(pl.DataFrame({"kept": [True, False]}), nw.col("kept")).height
    1
    """
    found: IntoFrame = nw.from_native(frame).filter(*conditions).to_native()
    return found


def composed(texts: pl.Series) -> pl.Series:
    r"""Write texts in Unicode's composed form (NFC), which most of them have already.

    Arguments:
        texts: strings; a null stays null.

    >>> composed(pl.Series(["E\u0301te\u0301", "\u00c9t\u00e9 \u2026"])).str.len_chars().to_list()
    [3, 5]
    """
    rows = texts.str.contains(NOT_SURELY_COMPOSED).fill_null(value=False).arg_true()
    return texts.scatter(rows, texts.gather(rows).str.normalize("NFC")) if len(rows) else texts


def utf8(texts: pl.Series) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Lay texts out for a compiled loop; null is an empty text.

    Arguments:
        texts: strings.

    Returns: all their bytes; where each text begins in them, and where the last one ends.

    >>> data, rows = utf8(pl.Series(["Allô", None, "oui"]))
    >>> bytes(data).decode(), rows.tolist()
    ('Allôoui', [0, 5, 5, 8])
    """
    rows = np.zeros(len(texts) + 1, np.int64)
    rows[1:] = texts.str.len_bytes().fill_null(0).cast(pl.Int64).cum_sum().to_numpy()
    lists = texts.filter(texts != "").cast(pl.Binary).cast(pl.List(pl.UInt8))
    return lists.explode().to_numpy() if rows[-1] else np.zeros(0, np.uint8), rows
