"""Where patterns and exact texts stand in texts, in bytes.

Of a longer text the first `SEARCHED` characters are searched: with what the engine allows, the
worst pattern in the worst text takes a quarter of a second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from numpy.typing import NDArray

    from parvis.perimeter.language.tree import Exact

SEARCHED: Final = 100_000

_OPENING, _CLOSING, _INSTEAD = "\ufdd0", "\ufdd1", "\ufdd2"  # no characters, by decree of Unicode


def contains(texts: pl.Series, expression: str) -> pl.Series:
    """Mark the texts in which a pattern stands, in time linear in them; null is an empty text.

    >>> import polars as pl
    >>> contains(pl.Series(["aab", None]), "a+b").to_list()
    [True, False]
    """
    return _searched(texts).str.contains(expression)


def _searched(texts: pl.Series) -> pl.Series:
    return texts.fill_null("").str.slice(0, SEARCHED)


def runs(texts: pl.Series, expression: str) -> NDArray[np.int64]:
    """Return every run of a pattern: row, first byte, byte behind the last; empty runs left out.

    >>> import polars as pl
    >>> runs(pl.Series(["éaab ab"]), "a+b").tolist()
    [[0, 2, 5], [0, 6, 8]]
    """
    rows = contains(texts, expression).arg_true()
    clean = _searched(texts.gather(rows)).str.replace_all(f"[{_OPENING}{_CLOSING}]", _INSTEAD)
    marked = clean.str.replace_all(expression, f"{_OPENING}${{0}}{_CLOSING}")
    return _as_array(
        (row, start, end)
        for row, text in zip(rows, marked, strict=True)
        for start, end in _between_marks(text)
    )


def _between_marks(marked: str) -> Iterator[tuple[int, int]]:
    passed = 0
    for piece in marked.split(_OPENING):
        inside, mark, after = piece.partition(_CLOSING)
        size = len(inside.encode())
        if mark and size:
            yield passed, passed + size
        passed += size + len(after.encode())


def occurrences(texts: pl.Series, exact: Exact, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return every occurrence of an exact text in some rows, those that overlap too.

    >>> import polars as pl
    >>> from parvis.perimeter.language.tree import Exact
    >>> occurrences(pl.Series(["é C++", "c++"]), Exact("C++"), np.array([0, 1])).tolist()
    [[0, 3, 6], [1, 0, 3]]
    """
    # Looked at and not taken, so that one occurrence may begin inside another.
    searched = re.compile(f"(?=({re.escape(exact.text)}))", 0 if exact.is_cased else re.IGNORECASE)
    return _as_array(
        (row, len(text[: found.start()].encode()), len(text[: found.end(1)].encode()))
        for row, text in zip(rows.tolist(), _searched(texts.gather(rows)), strict=True)
        for found in searched.finditer(text)
    )


def _as_array(places: Iterator[tuple[int, int, int]]) -> NDArray[np.int64]:
    return np.array(list(places), np.int64).reshape(-1, 3)
