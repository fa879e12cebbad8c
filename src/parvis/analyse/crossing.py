"""Any criterion by any other: what chance alone would give, and which cells stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from scipy import stats

from parvis.analyse.multiple import holm
from parvis.analyse.reduction import begin, finish
from parvis.analyse.voices import Voices, voice
from parvis.errors import InputError

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.prevalence import Floats
    from parvis.frames import Frame

LEVEL = 0.05
FEWEST = 5.0  # mentions expected in a cell, under which the normal law is no guide (Cochran 1954)
MOST = 30

CELLS = {
    "row": pl.String,
    "column": pl.String,
    "mentions": pl.Int64,
    "expected": pl.Float64,
    "residual": pl.Float64,
    "by_voice": pl.Float64,
    "p": pl.Float64,
    "stands_out": pl.Boolean,
}


def crossing(
    mentions: IntoFrame,
    rows: str,
    columns: str,
    *,
    level: float = LEVEL,
    most: int = MOST,
    least: int = 1,
) -> pl.DataFrame:
    """Count mentions by two criteria, and say which cells hold more or fewer than chance allows.

    Expected is what a cell would hold if the criteria had nothing to do with each other. The
    residual is the difference in standard errors as the textbook has it, each mention on its own.
    The one by voice takes the author, not the mention, as what is drawn by chance: an author who
    posts a hundred times alike is one piece of evidence. A cell stands out by that second residual,
    adjusted for all the cells that were looked at.

    Arguments:
        mentions: the mentions to count, with `id`, `author` and both criteria.
        rows: name of a column of text, of truth values or of lists of text, as "brands"; a mention
            with several values counts for each, one with none is left out.
        columns: another.
        level: how rarely a table in which nothing is linked may have any cell that stands out.
        most: values of each criterion to keep, the most frequent ones.
        least: mentions that a value needs to be kept.

    Returns: row, column, mentions, expected, residual, by_voice, p (adjusted), stands_out; every
        cell, the fullest rows and columns first. Null where a row or a column holds everything.

    Raises:
        InputError: one criterion twice, or one that is no text, truth value or list of text.
        MissingColumnsError: a column is not there.

    Source: Haberman, "The analysis of residuals in cross-classified tables" (Biometrics 29, 1973);
        by voice, its variance from sums by author, as in Huber, "The behavior of maximum likelihood
        estimates under nonstandard conditions" (5th Berkeley Symposium, 1967), with Student's law
        at the effective number of voices; Holm 1979, as in `multiple.holm`; row 26 of the
        capabilities.

    >>> said = [{"medium": "forum", "tonality": "negative"}] * 30
    >>> said += [{"medium": "blog", "tonality": "positive"}] * 30
    >>> frame = pl.DataFrame(said).with_columns(
    ...     id=pl.int_range(pl.len()).cast(pl.String), author=pl.lit(None, pl.String)
    ... )
    >>> cells = crossing(frame, "medium", "tonality")
    >>> cells.select("row", "column", "mentions", "expected", "stands_out").row(0)
    ('blog', 'negative', 0, 15.0, True)
    """
    if rows == columns:
        raise InputError(f"{rows!r} is crossed with itself. What to do: name two criteria.")
    counted = finish(_counted(mentions, rows, columns))
    return judged(Voices.of(_frequent(counted, least), most=most), level=level)


def _frequent(counted: pl.DataFrame, least: int) -> pl.DataFrame:
    """Leave out the values of each criterion that few mentions have."""
    enough = [pl.col("mentions").sum().over(side) >= least for side in ("row", "column")]
    return counted.filter(*enough)


def _counted(mentions: IntoFrame, rows: str, columns: str) -> Frame:
    """Count mentions by voice and both criteria."""
    said = begin(mentions, "id", "author", rows, columns).select(
        voice=voice(), row=rows, column=columns
    )
    for side, criterion in (("row", rows), ("column", columns)):
        said = _valued(said, side, criterion)
    return said.group_by("voice", "row", "column").agg(mentions=nw.len())


def _valued(said: Frame, side: str, criterion: str) -> Frame:
    """Give each value of a criterion a row, as text; no value, no row."""
    dtype = said.collect_schema()[side]
    if dtype not in (nw.List, nw.Boolean, nw.String):
        fault = f"{criterion!r} is {dtype}, not text"
        raise InputError(f"{fault}. What to do: name a criterion such as medium or tonality.")
    known = (said.explode(side) if dtype == nw.List else said).filter(~nw.col(side).is_null())
    if dtype != nw.Boolean:
        return known
    in_words = nw.when(nw.col(side)).then(nw.lit("yes")).otherwise(nw.lit("no"))
    return known.with_columns(in_words.alias(side))


def judged(voices: Voices, *, level: float = LEVEL) -> pl.DataFrame:
    """Judge every cell of a table: what chance would give, how far it is from that.

    Arguments:
        voices: the table, kept apart by voice.
        level: as in `crossing`.

    Returns: what `crossing` returns.

    >>> said = {"voice": ["ann", "bo"], "row": ["a", "b"], "column": ["x", "y"], "mentions": [1, 1]}
    >>> judged(Voices.of(pl.DataFrame(said)))["expected"].to_list()
    [0.5, 0.5, 0.5, 0.5]
    """
    table = voices.table
    expected, spread = _by_chance(table)
    distance = table - expected
    by_voice, p = _by_voice(voices, distance)
    likely = np.where(expected >= FEWEST, p, 1.0)
    adjusted = holm(np.nan_to_num(likely, nan=1.0).ravel())
    names = [(row, column) for row in voices.rows for column in voices.columns]
    cells = {
        "row": [row for row, _ in names],
        "column": [column for _, column in names],
        "mentions": table.ravel().astype(np.int64),
        "expected": expected.ravel(),
        "residual": _over(distance, spread).ravel(),
        "by_voice": by_voice.ravel(),
        "p": np.where(np.isnan(by_voice.ravel()), np.nan, adjusted),
        "stands_out": adjusted < level,
    }
    return pl.DataFrame(cells, schema=CELLS, nan_to_null=True)


def _shares(table: Floats) -> tuple[Floats, Floats]:
    """Each row's and each column's part of all; nothing of nothing is none."""
    total = max(1.0, table.sum())
    return table.sum(axis=1, keepdims=True) / total, table.sum(axis=0, keepdims=True) / total


def _by_chance(table: Floats) -> tuple[Floats, Floats]:
    """What each cell would hold, and the standard error of what it holds beyond that."""
    rows, columns = _shares(table)
    expected = table.sum() * rows * columns
    return expected, np.sqrt(expected * (1.0 - rows) * (1.0 - columns))


def _by_voice(voices: Voices, distance: Floats) -> tuple[Floats, Floats]:
    """Residuals whose standard error adds up what each voice brings, and their p-values."""
    brought = _brought(voices)
    squares = np.einsum("v,vc->c", voices.voices, brought**2).reshape(distance.shape)
    fourths = np.einsum("v,vc->c", voices.voices, brought**4).reshape(distance.shape)
    residual = _over(distance, np.sqrt(squares))
    effective = _over(squares**2, fourths)
    p = 2.0 * stats.t.sf(np.abs(residual), np.maximum(effective - 1.0, 1.0))
    return residual, np.asarray(p)


def _brought(voices: Voices) -> Floats:
    """How far each way of speaking moves each cell from what chance would give."""
    rows, columns = _shares(voices.table)
    said = voices.said.toarray().reshape(voices.voices.size, rows.size, columns.size)
    across, down = said.sum(axis=2, keepdims=True), said.sum(axis=1, keepdims=True)
    whole = said.sum(axis=(1, 2), keepdims=True)
    moved = said - across * columns - rows * down + rows * columns * whole
    return moved.reshape(len(said), rows.size * columns.size)


def _over(above: Floats, below: Floats) -> Floats:
    """Divide; nan where there is nothing to divide by."""
    is_known = below > 1e-12
    return np.where(is_known, above / np.where(is_known, below, 1.0), np.nan)
