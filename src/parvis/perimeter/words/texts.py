"""The texts of mentions as bytes, title before body, ready for a compiled loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from parvis.frames import utf8

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Texts(NamedTuple):
    """Titles and bodies of mentions in UTF-8, one after the other.

    Arguments:
        data: all bytes.
        rows: where each mention begins in `data`, and where the last one ends.
        bodies: where its body begins; what stands before is its title.
    """

    data: NDArray[np.uint8]
    rows: NDArray[np.int64]
    bodies: NDArray[np.int64]


def texts_of(mentions: pl.DataFrame) -> Texts:
    r"""Lay out the texts of a frame; null is an empty text.

    Arguments:
        mentions: a frame with the column `text`, and `title` where there is one.

    >>> laid = texts_of(pl.DataFrame({"title": ["Allô", None], "text": ["oui", "non"]}))
    >>> bytes(laid.data).decode(), laid.rows.tolist(), laid.bodies.tolist()
    ('Allô\noui\nnon', [0, 9, 13], [6, 10])
    """
    body = mentions["text"].fill_null("")
    title = mentions["title"].fill_null("") if "title" in mentions.columns else None
    if title is None:
        return _laid_out(body, np.zeros(len(body), np.int64))
    whole = mentions.select(pl.concat_str(title, pl.lit("\n"), body)).to_series()
    return _laid_out(whole, title.str.len_bytes().cast(pl.Int64).to_numpy() + 1)


def _laid_out(whole: pl.Series, before: NDArray[np.int64]) -> Texts:
    data, rows = utf8(whole)
    return Texts(data, rows, rows[:-1] + before)
