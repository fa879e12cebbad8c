"""Correspondence analysis: a table of counts as points, near where they are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from parvis.errors import InputError

if TYPE_CHECKING:
    from parvis.analyse.prevalence import Floats

NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Rows and columns of a table as points of one space, its most telling axis first.

    Arguments:
        rows, columns: principal coordinates, a row a point, a column an axis. Distances between
            rows, and between columns, are chi-square distances between their profiles.
        inertia: of each axis; all of them add to chi-square over the total of the table.
        row_masses, column_masses: part of the total that stands in each.
    """

    rows: Floats
    columns: Floats
    inertia: Floats
    row_masses: Floats
    column_masses: Floats

    @property
    def shares(self) -> Floats:
        """The part of the inertia on each axis; nothing where the table tells nothing."""
        total = self.inertia.sum()
        return self.inertia / total if total > NOTHING else np.zeros_like(self.inertia)

    @property
    def row_contributions(self) -> Floats:
        """The part of each axis that each row makes: on an axis they add to 1."""
        return _contributions(self.rows, self.row_masses, self.inertia)

    @property
    def column_contributions(self) -> Floats:
        """The part of each axis that each column makes: on an axis they add to 1."""
        return _contributions(self.columns, self.column_masses, self.inertia)

    @property
    def row_qualities(self) -> Floats:
        """Squared cosines: what part of each row's distance from the centre an axis shows."""
        return _qualities(self.rows)

    @property
    def column_qualities(self) -> Floats:
        """Squared cosines: what part of each column's distance from the centre an axis shows."""
        return _qualities(self.columns)

    def place_rows(self, counts: Floats) -> Floats:
        """Place rows that had no part in making the axes: each at the mean of its columns.

        Arguments:
            counts: by further row and column of the table.

        >>> made = correspondence(np.array([[9.0, 1.0], [1.0, 9.0]]))
        >>> np.allclose(made.place_rows(np.array([[90.0, 10.0]])), made.rows[:1])
        True
        """
        return _profiles(counts) @ (self.columns / self._scale)

    def place_columns(self, counts: Floats) -> Floats:
        """Place columns that had no part in making the axes: each at the mean of its rows.

        Arguments:
            counts: by row of the table and further column.
        """
        return _profiles(counts.T) @ (self.rows / self._scale)

    @property
    def _scale(self) -> Floats:
        return np.sqrt(np.maximum(self.inertia, NOTHING))


def correspondence(table: Floats) -> Correspondence:
    """Find the axes along which the rows and the columns of a table differ most.

    An axis has no direction of its own: here the column that makes the most of it lies on its
    right-hand side.

    Arguments:
        table: counts, by row and column; at least two of each, none of them empty.

    Raises:
        InputError: fewer than two rows or columns, an empty one, or a count below zero.

    Source: Benzécri, "L'analyse des données" (1973); Greenacre, "Theory and Applications of
        Correspondence Analysis" (1984); row 27 of the capabilities.

    >>> staff = np.array(
    ...     [[4.0, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]
    ... )
    >>> correspondence(staff).inertia.round(6)
    array([0.074759, 0.010017, 0.000414])
    """
    _check(table)
    rows, columns, inertia = solved(table)
    shares = table / table.sum()
    signs = _signs(columns, shares.sum(axis=0))
    return Correspondence(
        rows=rows * signs,
        columns=columns * signs,
        inertia=inertia,
        row_masses=shares.sum(axis=1),
        column_masses=shares.sum(axis=0),
    )


def solved(tables: Floats) -> tuple[Floats, Floats, Floats]:
    """Solve many tables of one shape at once.

    Arguments:
        tables: counts, the last two axes by row and column; no row or column of any is empty.

    Returns: principal coordinates of rows and of columns, whose last axis is the axis of the map
        (which way it points is left open), and the inertia of each.

    >>> solved(np.array([[[9.0, 1.0], [1.0, 9.0]]] * 3))[2].round(2).ravel()
    array([0.64, 0.64, 0.64])
    """
    shares = tables / tables.sum(axis=(-2, -1), keepdims=True)
    rows, columns = shares.sum(axis=-1)[..., np.newaxis], shares.sum(axis=-2)[..., np.newaxis]
    by_chance = rows * columns.swapaxes(-1, -2)
    spread = (shares - by_chance) / np.sqrt(by_chance)
    left, values, right = np.linalg.svd(spread, full_matrices=False)
    axes = min(tables.shape[-2:]) - 1
    scaled = values[..., np.newaxis, :axes]
    across = left[..., :axes] * scaled / np.sqrt(rows)
    down = right.swapaxes(-1, -2)[..., :axes] * scaled / np.sqrt(columns)
    return across, down, values[..., :axes] ** 2


def _check(table: Floats) -> None:
    if min(table.shape) < 2:
        fault = f"a table of {table.shape[0]} rows and {table.shape[1]} columns has no axes"
        raise InputError(f"{fault}. What to do: give two of each at least.")
    if (table < 0).any() or not np.isfinite(table).all():
        raise InputError("a count is below zero or unknown. What to do: give whole counts.")
    if not (table.sum(axis=0).all() and table.sum(axis=1).all()):
        raise InputError("a row or a column of the table is empty. What to do: leave it out.")


def _signs(columns: Floats, masses: Floats) -> Floats:
    """Turn each axis so that the column that makes most of it is on its positive side."""
    strongest = (masses[:, np.newaxis] * columns**2).round(12).argmax(axis=0)
    return np.where(columns[strongest, np.arange(columns.shape[1])] < 0, -1.0, 1.0)


def _contributions(points: Floats, masses: Floats, inertia: Floats) -> Floats:
    made = masses[:, np.newaxis] * points**2
    return made / np.where(inertia > NOTHING, inertia, np.inf)


def _qualities(points: Floats) -> Floats:
    squares = points**2
    far = squares.sum(axis=1, keepdims=True)
    return squares / np.where(far > NOTHING, far, np.inf)


def _profiles(counts: Floats) -> Floats:
    return counts / counts.sum(axis=1, keepdims=True)
