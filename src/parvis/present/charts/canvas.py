"""What every chart shares: its two widths, its margins, the names of its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import altair as alt

from parvis.present.charts.labels import BOLDER, LETTER
from parvis.present.theme import CONFIG, SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_NAMES = 320  # pixels that names may take,
_APART = 14  # and between a name and its mark


@dataclass(frozen=True, slots=True)
class Canvas:
    """The room a chart has, in CSS pixels; narrow is for a telephone.

    Arguments:
        width: of the whole picture.
        gutter: the part of it left of the marks, for the names of rows or of an axis.
        step: height of one row.
        is_narrow: the names of rows stand above them instead of beside them.

    >>> WIDE.plot, NARROW.plot
    (650, 340)
    """

    width: int
    gutter: int
    step: int
    is_narrow: bool

    @property
    def plot(self) -> int:
        """Width left for the marks."""
        return self.width - self.gutter

    def fitting(self, names: Iterable[str]) -> Canvas:
        """Return the canvas with room for the names of rows, as far as the marks keep theirs.

        Arguments:
            names: of the rows.

        >>> WIDE.fitting(["Free"]).gutter, WIDE.fitting(["Evenings of the community"]).gutter
        (150, 240)
        """
        if self.is_narrow:
            return self
        longest = max(map(len, names), default=0) * LETTER * BOLDER * SIZE + _APART
        return replace(self, gutter=round(min(max(longest, self.gutter), _NAMES)))


WIDE = Canvas(width=800, gutter=150, step=38, is_narrow=False)
NARROW = Canvas(width=340, gutter=0, step=52, is_narrow=True)
BAR = 18


def row_scale(rows: pl.DataFrame, canvas: Canvas) -> alt.Y:
    """Place one row under another in the order of the frame; needs the column `name`."""
    order = rows["name"].to_list()
    scale = alt.Scale(type="band", domain=order, range=[0, canvas.step * len(order)], padding=0)
    return alt.Y("name:N", scale=scale, sort=order, axis=None)


def row_names(rows: pl.DataFrame, canvas: Canvas) -> alt.Chart:
    """Write the names of the rows, beside the marks or above them; needs the column `name`."""
    limit = canvas.plot if canvas.is_narrow else canvas.gutter - 12
    rise = -BAR if canvas.is_narrow else 0
    return (
        alt.Chart(rows)
        .mark_text(
            align="left",
            baseline="middle",
            x=-canvas.gutter,
            dy=rise,
            limit=limit,
            fontWeight=600,
        )
        .encode(y=row_scale(rows, canvas), text=alt.Text("name:N"))
    )


def framed(
    canvas: Canvas, height: int, *layers: alt.Chart, head: int = 4, foot: int = 0
) -> alt.LayerChart:
    """Lay layers over one another in the exact room of the canvas, in the one theme.

    Arguments:
        canvas: the room.
        height: of the marks, in pixels.
        layers: drawn in this order.
        head: room over the marks, in pixels.
        foot: room under the marks for an axis, in pixels.
    """
    padding: dict[str, Any] = {"left": canvas.gutter, "right": 0, "top": head, "bottom": foot}
    return alt.LayerChart(
        layer=list(layers),
        width=canvas.plot,
        height=height,
        padding=padding,
        autosize=alt.AutoSizeParams(type="none"),
        config=alt.Config(**CONFIG),
    )
