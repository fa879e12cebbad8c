"""The map of positions: brands near what is said of them, with how sure each place is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import stats

from parvis.analyse.correspondence import NOTHING, Correspondence, correspondence, solved
from parvis.analyse.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from parvis.analyse.prevalence import Floats
    from parvis.analyse.voices import Voices

PLANE = 2
DRAWS = 500
LEVEL = 0.95

POINTS = {
    "kind": pl.String,
    "point": pl.String,
    "voices": pl.Int64,
    "x": pl.Float64,
    "y": pl.Float64,
    "x_contribution": pl.Float64,
    "y_contribution": pl.Float64,
    "quality": pl.Float64,
    "major": pl.Float64,
    "minor": pl.Float64,
    "angle": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Positions:
    """A map: its points, and what its axes show.

    Arguments:
        points: kind (row, column, extra row, extra column), point, voices, x, y; contribution to
            each axis and quality (squared cosine on the plane), in %; half axes and angle (degrees
            from x) of the ellipse that holds the true place 95 times in 100. y is 0 where there is
            one axis only. Contributions and ellipses are null for extra points, which had no part
            in the axes.
        axes: axis (from 1), inertia, share (% of all inertia).
        apart: row, other, p: how rarely chance alone would part two rows so far, all axes together,
            adjusted for all pairs.
    """

    points: pl.DataFrame
    axes: pl.DataFrame
    apart: pl.DataFrame


def positions(
    voices: Voices,
    *,
    extra_rows: Mapping[str, Floats] | None = None,
    extra_columns: Mapping[str, Floats] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Positions:
    """Place the rows and columns of a table on the plane that shows most of how they differ.

    Ellipses come from the voices drawn again with replacement, the map made anew each time and
    turned (not stretched) onto this one.

    Arguments:
        voices: the table by row and column, kept apart by voice; no row or column is empty.
        extra_rows: further rows by name, each with a count for each column.
        extra_columns: further columns by name, each with a count for each row.
        draws: how often the voices are drawn again.
        seed: of the random numbers.

    Raises:
        InputError: fewer than two rows or columns, or an empty one.

    Source: Greenacre 1984, as in `correspondence`; Efron and Tibshirani, "An Introduction to the
        Bootstrap" (1993); Schönemann, "A generalized solution of the orthogonal Procrustes problem"
        (Psychometrika 31, 1966); Milan and Whittaker, "Application of the parametric bootstrap to
        models that incorporate a singular value decomposition" (Applied Statistics 44, 1995), for
        the turning of each replicate onto the map.

    >>> said = [
    ...     {"voice": f"v{n}", "row": "ab"[n % 2], "column": "xyz"[n % 3], "mentions": 1}
    ...     for n in range(60)
    ... ]
    >>> said += [{"voice": f"w{n}", "row": "a", "column": "x", "mentions": 1} for n in range(30)]
    >>> from parvis.analyse.voices import Voices
    >>> found = positions(Voices.of(pl.DataFrame(said)))
    >>> found.axes["share"].to_list(), found.points.height
    ([100.0], 5)
    """
    made = correspondence(voices.table)
    drawn = voices.resampled(draws, seed=seed)
    whole = drawn[drawn.sum(axis=2).all(axis=1) & drawn.sum(axis=1).all(axis=1)]
    points = [
        _active(made, voices).with_columns(
            _ellipses(_moves(made, whole), min(PLANE, made.inertia.size))
        ),
        _extra("extra row", extra_rows or {}, made.place_rows, made.column_masses),
        _extra("extra column", extra_columns or {}, _columns_of(made), made.row_masses),
    ]
    axes = {"inertia": made.inertia, "share": 100 * made.shares}
    return Positions(
        pl.concat(points, how="diagonal").select(*POINTS),
        pl.DataFrame(axes).select(pl.int_range(1, pl.len() + 1).alias("axis"), "inertia", "share"),
        _apart(voices, whole),
    )


def _active(made: Correspondence, voices: Voices) -> pl.DataFrame:
    """The points that make the axes: rows, then columns."""
    table = voices.table
    across, down = _flat(made.row_contributions), _flat(made.column_contributions)
    makes = pl.DataFrame(
        100.0 * np.concatenate([across, down]), ["x_contribution", "y_contribution"]
    )
    shown = np.concatenate([made.row_qualities, made.column_qualities])[:, :PLANE].sum(axis=1)
    sides = [
        _points("row", voices.rows, table.sum(axis=1), made.rows),
        _points("column", voices.columns, table.sum(axis=0), made.columns),
    ]
    return pl.concat(sides).with_columns(makes, quality=pl.Series(100.0 * shown))


def _points(kind: str, names: Sequence[str], counts: Floats, places: Floats) -> pl.DataFrame:
    flat = _flat(places)
    columns = {
        "kind": [kind] * len(names),
        "point": list(names),
        "voices": counts.astype(np.int64),
        "x": flat[:, 0],
        "y": flat[:, 1],
    }
    return pl.DataFrame(columns, schema={name: POINTS[name] for name in columns})


def _extra(
    kind: str, counts: Mapping[str, Floats], place: Callable[[Floats], Floats], masses: Floats
) -> pl.DataFrame:
    """Points that had no part in making the axes; one that holds nothing has no place."""
    held = {name: count for name, count in counts.items() if count.sum() > 0}
    table = np.array(list(held.values())).reshape(len(held), masses.size)
    profiles = table / table.sum(axis=1, keepdims=True)
    places = place(table)
    far = ((profiles - masses) ** 2 / masses).sum(axis=1)
    shown = (places[:, :PLANE] ** 2).sum(axis=1) / np.where(far > NOTHING, far, np.inf)
    found = _points(kind, list(held), table.sum(axis=1), places)
    return found.with_columns(quality=pl.Series(100.0 * shown, dtype=pl.Float64))


def _columns_of(made: Correspondence) -> Callable[[Floats], Floats]:
    return lambda counts: made.place_columns(counts.T)


def _flat(places: Floats) -> Floats:
    """The first two axes; zeros for the second where there is one only."""
    return np.pad(places[:, :PLANE], ((0, 0), (0, max(0, PLANE - places.shape[1]))))


def _moves(made: Correspondence, tables: Floats) -> Floats:
    """How far each point moves on the plane, by drawing, point (rows first) and axis."""
    rows, columns, _ = solved(tables)
    drawn = np.concatenate([rows, columns], axis=1)[..., :PLANE]
    here = np.concatenate([made.rows, made.columns])[:, :PLANE]
    masses = np.concatenate([made.row_masses, made.column_masses])
    away = _turned(drawn, here, masses) - here
    return np.pad(away, ((0, 0), (0, 0), (0, PLANE - away.shape[2])))


def _ellipses(moves: Floats, axes: int) -> pl.DataFrame:
    """Half axes and angle of each point's ellipse."""
    spread = np.einsum("dpi,dpj->pij", moves, moves) / max(1, len(moves))
    widths, directions = np.linalg.eigh(spread)
    reach = np.sqrt(stats.chi2.ppf(LEVEL, axes) * widths.clip(min=0.0))
    angle = np.degrees(np.arctan2(directions[:, 1, 1], directions[:, 0, 1]))
    ellipse = {"major": reach[:, 1], "minor": reach[:, 0], "angle": (angle + 90.0) % 180.0 - 90.0}
    return pl.DataFrame(ellipse)


def _apart(voices: Voices, drawn: Floats) -> pl.DataFrame:
    """How rarely chance would part each pair of rows so far.

    Distances that chance alone makes follow a chi-square law, scaled and of a degree fitted to the
    tables drawn (Satterthwaite 1946).
    """
    names = list(itertools.combinations(voices.rows, 2))
    one, other = np.array(list(itertools.combinations(range(len(voices.rows)), 2))).T
    masses = voices.table.sum(axis=0) / voices.table.sum()

    def gap(tables: Floats) -> Floats:
        profiles = tables / tables.sum(axis=-1, keepdims=True)
        return (profiles[..., one, :] - profiles[..., other, :]) / np.sqrt(masses)

    here = gap(voices.table)
    chance = ((gap(drawn) - here) ** 2).sum(axis=-1)
    mean, spread = chance.mean(axis=0), chance.var(axis=0)
    apart = (here**2).sum(axis=-1)
    # Where every table drawn is this one, chance moves nothing: rows differ, or they do not.
    p, is_moved = np.where(apart > 1e-12, 0.0, 1.0), spread > 0
    far = 2.0 * mean[is_moved] * apart[is_moved] / spread[is_moved]
    p[is_moved] = stats.chi2.sf(far, 2.0 * mean[is_moved] ** 2 / spread[is_moved])
    p = holm(p)
    ends = {"row": [row for row, _ in names], "other": [row for _, row in names]}
    return pl.DataFrame(ends | {"p": p})


def _turned(drawn: Floats, here: Floats, masses: Floats) -> Floats:
    """Turn each map, or its mirror image, so that its points lie nearest to those of this one."""
    product = np.einsum("dpi,p,pj->dij", drawn, masses, here)
    left, _, right = np.linalg.svd(product)
    return drawn @ (left @ right)
