"""Whether the words of a brand make its posts read better: accuracy on its own labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack, cast

import numpy as np
import polars as pl

from parvis.enrich.reading import read
from parvis.errors import InputError, MissingColumnsError
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.enrich.overrides import Overrides
    from parvis.enrich.reading import How

DRAWS: Final = 2_000
ALL: Final = "all brands"
_COLUMNS: Final = {
    "of": pl.String, "posts": pl.Int64, "touched": pl.Int64, "without": pl.Float64,
    "with": pl.Float64, "low": pl.Float64, "high": pl.Float64,
}  # fmt: skip


def weigh_words(
    labelled: pl.DataFrame, overrides: Overrides, *, label: str = "label", **how: Unpack[How]
) -> pl.DataFrame:
    """Read labelled posts without and with a brand's words; say how often each is right.

    Arguments:
        labelled: with `text` and the labels (tonalities); `brands` where words belong to brands.
        overrides: the words, as `load_words` reads them.
        label: the column of labels; posts without one are left out.
        how: as in `read`, but for its words.

    Returns: a row for all posts, for each brand, and for each word ("malade → praise", over the
        posts it touched): `of`, `posts`, `touched`, accuracy `without` and `with` the words in
        per cent, and the 95 % interval of the difference (`low`, `high`; paired bootstrap).

    Raises:
        MissingColumnsError: there is no `text`, or no such column of labels.
        InputError: a label that is no tonality, or no labelled post.

    Source: row 57 of the capabilities; Efron and Tibshirani (1993) for the paired bootstrap.
    """
    if missing := [name for name in ("text", label) if name not in labelled.columns]:
        raise MissingColumnsError.among(missing, labelled.columns)
    kept = labelled.filter(pl.col(label).is_not_null() & pl.col("text").is_not_null())
    _check(kept[label])
    before = read(kept, **how)
    after = read(kept, **cast("How", {**how, "words": overrides}))
    judged = pl.DataFrame(
        {
            "without": (before["tonality"] == kept[label]).fill_null(value=False),
            "with": (after["tonality"] == kept[label]).fill_null(value=False),
            "word": after["override"].str.split("; "),
            "brand": _brands(kept),
        }
    )
    by_brand, by_word = (
        judged.explode(name).drop_nulls(name).partition_by(name, maintain_order=True)
        for name in ("brand", "word")
    )
    rows = [_row(ALL, judged)]
    rows += [_row(part["brand"][0], part) for part in by_brand]
    rows += [_row(part["word"][0], part) for part in by_word]
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


def _check(labels: pl.Series) -> None:
    if not len(labels):
        raise InputError("no post is labelled. What to do: name the column of labels.")
    if unknown := sorted(set(labels.to_list()) - set(TONALITIES)):
        known = ", ".join(TONALITIES)
        raise InputError(f"{unknown[0]!r} is no tonality. What to do: label with {known}.")


def _brands(posts: pl.DataFrame) -> pl.Series:
    if "brands" in posts.columns:
        return posts["brands"]
    return pl.repeat(None, posts.height, dtype=pl.List(pl.String), eager=True)


def _row(of: str, part: pl.DataFrame) -> tuple[str, int, int, float, float, float, float]:
    without, with_them = (part[name].to_numpy() for name in ("without", "with"))
    low, high = _between(without, with_them)
    touched = int(part["word"].is_not_null().sum())
    right = (100 * float(without.mean()), 100 * float(with_them.mean()))
    return of, part.height, touched, *right, low, high


def _between(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> tuple[float, float]:
    """Bound the gain: its posts are drawn anew, as counts of better, worse and alike."""
    gain = after.astype(np.int64) - before
    counts = np.bincount(gain + 1, minlength=3)
    drawn = np.random.default_rng(0).multinomial(len(gain), counts / len(gain), size=DRAWS)
    low, high = np.percentile(100 * (drawn[:, 2] - drawn[:, 0]) / len(gain), [2.5, 97.5])
    return float(low), float(high)
