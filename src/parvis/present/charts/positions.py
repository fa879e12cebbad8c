"""The map of positions: brands and themes on a plane, or on a line where one axis says it all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import numpy as np
import polars as pl

from parvis.present.charts.box import Box
from parvis.present.charts.canvas import framed
from parvis.present.charts.naming import Mark, placed
from parvis.present.charts.plot import Plot, Series, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.present.charts.canvas import Canvas

    Floats = NDArray[np.float64]

HEIGHTS: Final = (300, 560)
MARGIN: Final = 24
STEPS: Final = 48  # corners of an ellipse
ROW: Final = 24
_SHAPES = {"brand": "diamond", "own words": "diamond", "theme": "circle"}
_SIZES = {"brand": 130, "own words": 70, "theme": 26}
_RADII = {"brand": 7, "own words": 5, "theme": 4}
_WRITTEN = {"text": pl.String, "is_bold": pl.Boolean, "px": pl.Float64, "py": pl.Float64}


@dataclass(frozen=True, slots=True)
class Scale:
    """From coordinates of the map to pixels, the same in both directions."""

    unit: float
    left: float
    top: float
    height: int

    def across(self, x: pl.Expr) -> pl.Expr:
        """Pixels from the left."""
        return (x - self.left) * self.unit + MARGIN

    def down(self, y: pl.Expr) -> pl.Expr:
        """Pixels from the top."""
        return (self.top - y) * self.unit + MARGIN


def plane(points: pl.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Draw brands with their ellipses, and themes, on the plane of the two first axes.

    Arguments:
        points: kind (brand, own words, theme), name (to write), colour, x, y, and major, minor and
            angle of the ellipse (null where none is drawn), the most important of a kind first.
        canvas: the room.

    >>> from parvis.present.charts.canvas import WIDE
    >>> brand = {"kind": "brand", "name": "Free", "colour": "#1F4E8C", "x": 0.4, "y": 0.1}
    >>> theme = {"kind": "theme", "name": "panne", "colour": "#5B6470", "x": -0.4, "y": -0.1}
    >>> rows = [brand | {"major": 0.1, "minor": 0.05, "angle": 20.0}, theme]
    >>> plane(pl.DataFrame(rows), WIDE).to_dict()["width"]
    800
    """
    room = replace(canvas, gutter=0)
    scale = _scale(points, room)
    placed_ = points.with_columns(px=scale.across(pl.col("x")), py=scale.down(pl.col("y")))
    x, y = _axes(room, scale.height)
    layers = [
        *_cross(scale, room, x, y),
        *_ellipses(points, scale, x, y),
        *_dots(placed_, x, y),
        *_names(placed_, room, scale.height, (x, y)),
    ]
    return told(framed(room, scale.height, *layers), _plot(points))


def _plot(points: pl.DataFrame) -> Plot:
    """Where each point stands."""
    series = [
        Series(
            name=str(row["name"]),
            values=[float(row["y"])],
            colours=[str(row["colour"])],
            texts=[str(row["name"])],
            at=[float(row["x"])],
        )
        for row in points.iter_rows(named=True)
    ]
    return Plot(kind="points", categories=[], series=series)


def _scale(points: pl.DataFrame, room: Canvas) -> Scale:
    """As large as the room allows, the same in both directions, everything drawn in it."""
    x, y = (points[name].to_numpy() for name in ("x", "y"))
    across, up = _reach(points)
    left, low = float((x - across).min()), float((y - up).min())
    width = max(float((x + across).max()) - left, 1e-6)
    tall = max(float((y + up).max()) - low, 1e-6)
    unit = min((room.plot - 2 * MARGIN) / width, (HEIGHTS[1] - 2 * MARGIN) / tall)
    height = int(max(HEIGHTS[0], unit * tall + 2 * MARGIN))
    spare_x = (room.plot - 2 * MARGIN) / unit - width
    spare_y = (height - 2 * MARGIN) / unit - tall
    return Scale(unit, left - spare_x / 2, low + tall + spare_y / 2, height)


def _reach(points: pl.DataFrame) -> tuple[Floats, Floats]:
    """How far each point's ellipse reaches from it, across and up; 0 where it has none."""
    filled = [pl.col(name).fill_null(0.0) for name in ("major", "minor", "angle")]
    major, minor, angle = points.select(filled).to_numpy().T
    turn = np.radians(angle)
    across = np.hypot(major * np.cos(turn), minor * np.sin(turn))
    return across, np.hypot(major * np.sin(turn), minor * np.cos(turn))


def _axes(room: Canvas, height: int) -> tuple[alt.X, alt.Y]:
    across = alt.Scale(domain=[0, room.plot], nice=False)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    return alt.X("px:Q", scale=across, axis=None), alt.Y("py:Q", scale=down, axis=None)


def _cross(scale: Scale, room: Canvas, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The two axes, through the middle, where what all brands have in common lies."""
    middle = pl.DataFrame({"zero": [0.0]}).select(
        px=scale.across(pl.col("zero")), py=scale.down(pl.col("zero"))
    )
    ink = LIGHT["hairline"]
    inside = middle.filter(pl.col("px").is_between(0, room.plot))
    return [
        alt.Chart(inside).mark_rule(color=ink).encode(x=x),
        alt.Chart(middle).mark_rule(color=ink).encode(y=y),
    ]


def _ellipses(points: pl.DataFrame, scale: Scale, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A filled outline for each point that has an ellipse."""
    turns = pl.DataFrame({"turn": np.linspace(0, 2 * np.pi, STEPS, endpoint=False)})
    angle = pl.col("angle").radians()
    along, aside = pl.col("major") * pl.col("turn").cos(), pl.col("minor") * pl.col("turn").sin()
    outlines = (
        points.drop_nulls("major")
        .join(turns, how="cross")
        .with_columns(
            px=scale.across(pl.col("x") + along * angle.cos() - aside * angle.sin()),
            py=scale.down(pl.col("y") + along * angle.sin() + aside * angle.cos()),
            order=pl.int_range(pl.len()),
        )
        .select("name", "colour", "order", "px", "py")
    )
    return [
        alt.Chart(rows)
        .mark_line(
            fill=name[1],
            fillOpacity=0.12,
            stroke=name[1],
            strokeOpacity=0.55,
            strokeWidth=1,
            interpolate="linear-closed",
        )
        .encode(x=x, y=y, order="order:Q")
        for name, rows in outlines.group_by("name", "colour", maintain_order=True)
    ]


def _dots(points: pl.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    colour = alt.Color("colour:N", scale=None)
    return [
        _dot(rows, str(kind)).encode(x=x, y=y, color=colour)
        for (kind,), rows in points.reverse().group_by("kind", maintain_order=True)
    ]


def _names(
    points: pl.DataFrame, room: Canvas, height: int, axes: tuple[alt.X, alt.Y]
) -> list[alt.Chart]:
    """The names that find room; the others are in the table."""
    size = 11 if room.is_narrow else 12
    marks = [_mark(row, size) for row in points.iter_rows(named=True)]
    boxes = placed(marks, Box(0, 0, room.plot, height))
    rows = [
        {"text": mark.text, "is_bold": mark.is_bold, "px": box.middle[0], "py": box.middle[1]}
        for mark, box in zip(marks, boxes, strict=True)
        if box
    ]
    written = pl.DataFrame(rows, schema=_WRITTEN)
    styles: dict[bool, dict[str, Any]] = {
        False: {"fontSize": size},
        True: {"fontSize": size + 1, "fontWeight": 700},
    }
    return [
        alt.Chart(written.filter(pl.col("is_bold") == is_bold))
        .mark_text(baseline="middle", **style)
        .encode(x=axes[0], y=axes[1], text=alt.Text("text:N"))
        for is_bold, style in styles.items()
    ]


def _mark(row: dict[str, Any], size: int) -> Mark:
    is_brand = row["kind"] == "brand"
    return Mark(
        x=row["px"],
        y=row["py"],
        text=row["name"],
        size=size + is_brand,
        is_bold=is_brand,
        radius=_RADII[row["kind"]],
    )


def line(points: pl.DataFrame, canvas: Canvas) -> alt.LayerChart:
    """Draw brands and themes one under another in their order on the one axis, with intervals.

    Arguments:
        points: kind, name (to write), colour, x, low and high (null where there is none).
        canvas: the room.

    >>> from parvis.present.charts.canvas import WIDE
    >>> brand = {"kind": "brand", "name": "Free", "colour": "#1F4E8C", "x": 0.4}
    >>> line(pl.DataFrame([brand | {"low": 0.3, "high": 0.5}]), WIDE).to_dict()["height"]
    24
    """
    room = replace(canvas, gutter=150 if canvas.is_narrow else 190)
    rows = points.sort("x", descending=True).with_columns(py=pl.int_range(pl.len()) * ROW + ROW / 2)
    across = alt.Scale(domain=_ends(rows), range=[0, room.plot], nice=False)
    down = alt.Scale(domain=[0, ROW * rows.height], reverse=True, nice=False)
    x, low, zero = (alt.X(f"{name}:Q", scale=across, axis=None) for name in ("x", "low", "zero"))
    y, colour = alt.Y("py:Q", scale=down, axis=None), alt.Color("colour:N", scale=None)
    middle = alt.Chart(pl.DataFrame({"zero": [0.0]})).mark_rule(color=LIGHT["hairline"])
    bars = alt.Chart(rows.drop_nulls("low")).mark_rule(strokeWidth=3, opacity=0.35)
    layers = [middle.encode(x=zero), bars.encode(x=low, x2="high:Q", y=y, color=colour)]
    for (kind,), of in rows.group_by("kind", maintain_order=True):
        layers += [
            _dot(of, str(kind)).encode(x=x, y=y, color=colour),
            _beside(of, room, str(kind), y),
        ]
    return framed(room, ROW * rows.height, *layers)


def _ends(rows: pl.DataFrame) -> list[float]:
    """What the axis spans, with a little air."""
    values = [0.0, *rows["x"], *rows["low"].drop_nulls(), *rows["high"].drop_nulls()]
    air = 0.03 * ((max(values) - min(values)) or 1.0)
    return [min(values) - air, max(values) + air]


def _dot(rows: pl.DataFrame, kind: str) -> alt.Chart:
    """Full diamonds for brands, hollow ones for their own words, small dots for themes."""
    is_full = kind != "own words"
    return alt.Chart(rows).mark_point(
        shape=_SHAPES[kind], size=_SIZES[kind], filled=is_full, opacity=1
    )


def _beside(rows: pl.DataFrame, room: Canvas, kind: str, y: alt.Y) -> alt.Chart:
    """The names of rows, at the left."""
    style: dict[str, Any] = {"fontWeight": 700 if kind == "brand" else 400}
    text = alt.Chart(rows).mark_text(
        align="left", baseline="middle", x=-room.gutter, limit=room.gutter - 8, **style
    )
    return text.encode(y=y, text=alt.Text("name:N"))
