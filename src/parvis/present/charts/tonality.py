"""Tonality by brand: negative to the left of zero, positive to the right, intervals at the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import altair as alt
import polars as pl

from parvis.present.charts.canvas import BAR, framed, row_names, row_scale
from parvis.present.charts.plot import Plot, Series, told
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from parvis.present.charts.canvas import Canvas

NEUTRAL = 130  # room for the neutral share at the end of a row
LABEL = 84  # room for the label of a bar
HEAD = 24  # room for the names of the two sides
_ZERO = pl.DataFrame({"zero": [0]})


def diverging(rows: pl.DataFrame, canvas: Canvas, *, heads: tuple[str, str]) -> alt.LayerChart:
    """Draw one row a brand: how much of it is read as negative and as positive.

    Arguments:
        rows: columns name; negative, negative_low, negative_high, positive, positive_low and
            positive_high, in %; negative_text, neutral_text and positive_text.
        canvas: the room.
        heads: names of the two sides, negative and positive.

    >>> from parvis.present.charts.canvas import WIDE
    >>> shares = {"negative": 40.0, "negative_low": 36.0, "negative_high": 44.0}
    >>> shares |= {"positive": 30.0, "positive_low": 26.0, "positive_high": 34.0}
    >>> texts = {"negative_text": "40%", "neutral_text": "30%", "positive_text": "30%"}
    >>> chart = diverging(
    ...     pl.DataFrame([{"name": "Free", **shares, **texts}]), WIDE, heads=("-", "+")
    ... )
    >>> len(chart.to_dict()["layer"]) > 5
    True
    """
    scale = _scale(rows, canvas)
    layers = [
        layer
        for side, sign in (("negative", -1), ("positive", 1))
        for layer in _side(rows, canvas, scale, side=side, sign=sign)
    ]
    origin = alt.X("zero:Q", scale=scale, axis=None)
    zero = alt.Chart(_ZERO).mark_rule(color=LIGHT["ink"]).encode(x=origin)
    names = row_names(rows, canvas)
    words = (_neutral(rows, canvas), names, *_heads(scale, heads))
    chart = framed(canvas, rows.height * canvas.step, *layers, zero, *words, head=HEAD)
    return told(chart, _plot(rows, heads))


def _plot(rows: pl.DataFrame, heads: tuple[str, str]) -> Plot:
    """The numbers of both sides, those of the left below zero."""
    series = [
        Series(
            name=head,
            values=(rows[side] * sign).to_list(),
            colours=[LIGHT[side]],
            texts=[str(text) for text in rows[f"{side}_text"]],
            low=(rows[f"{side}_low"] * sign).to_list(),
            high=(rows[f"{side}_high"] * sign).to_list(),
        )
        for head, side, sign in zip(heads, ("negative", "positive"), (-1, 1), strict=True)
    ]
    return Plot(kind="sides", categories=rows["name"].to_list(), series=series)


def _scale(rows: pl.DataFrame, canvas: Canvas) -> alt.Scale:
    """Zero where both sides find room for their longest bar and its label."""
    end = canvas.plot - (0 if canvas.is_narrow else NEUTRAL)
    left, right = (max([1.0, *rows[f"{side}_high"].to_list()]) for side in ("negative", "positive"))
    unit = (left + right) / (end - 2 * LABEL)  # per pixel, once the two labels have their room
    domain = [-left - LABEL * unit, right + LABEL * unit]
    return alt.Scale(domain=domain, range=[0, end], nice=False)


def _heads(scale: alt.Scale, heads: tuple[str, str]) -> list[alt.Chart]:
    """Name the two sides over the first row."""
    sides: tuple[tuple[Literal["left", "right"], int], ...] = (("right", -8), ("left", 8))
    return [
        alt.Chart(_ZERO.with_columns(head=pl.lit(head)))
        .mark_text(align=align, baseline="middle", dx=dx, y=-HEAD / 2, color=LIGHT["muted"])
        .encode(x=alt.X("zero:Q", scale=scale, axis=None), text=alt.Text("head:N"))
        for head, (align, dx) in zip(heads, sides, strict=True)
    ]


def _side(
    rows: pl.DataFrame, canvas: Canvas, scale: alt.Scale, *, side: str, sign: int
) -> tuple[alt.Chart, ...]:
    """A bar from zero, its interval over its end, its label beyond both."""
    signed = rows.select(
        "name",
        value=sign * pl.col(side),
        low=sign * pl.col(f"{side}_low"),
        high=sign * pl.col(f"{side}_high"),
        text=f"{side}_text",
    )
    base = alt.Chart(signed).encode(y=row_scale(rows, canvas))
    low, high, value = (
        alt.X(f"{end}:Q", scale=scale, axis=None) for end in ("low", "high", "value")
    )
    ends = base.mark_tick(color=LIGHT["ink"], thickness=1.5, size=8)
    align: Literal["left", "right"] = "right" if sign < 0 else "left"
    return (
        base.mark_bar(size=BAR, color=LIGHT[side]).encode(x=value),
        base.mark_rule(color=LIGHT["paper"], strokeWidth=4).encode(x=low, x2=alt.X2("high:Q")),
        base.mark_rule(color=LIGHT["ink"], strokeWidth=1.5).encode(x=low, x2=alt.X2("high:Q")),
        ends.encode(x=low),
        ends.encode(x=high),
        base.mark_text(baseline="middle", align=align, dx=7 * sign).encode(
            x=high, text=alt.Text("text:N")
        ),
    )


def _neutral(rows: pl.DataFrame, canvas: Canvas) -> alt.Chart:
    """Say the neutral share at the end of the row: the eye compares the two sides."""
    return (
        alt.Chart(rows)
        .mark_text(
            align="right",
            baseline="middle",
            x=canvas.plot,
            dy=-BAR if canvas.is_narrow else 0,
            color=LIGHT["muted"],
        )
        .encode(y=row_scale(rows, canvas), text=alt.Text("neutral_text:N"))
    )
