"""Figures of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse import matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.figures import Figure
    from parvis.study.figures.read import Read


def matrix_of_talk(read: Read) -> Iterator[Figure]:
    """Yield the matrix by medium, tonality and interaction, cells with mentions only."""
    for row in matrix.matrix(read.kept).iter_rows(named=True):
        value = row.pop("mentions")
        yield read.define("matrix", value, by=row)
