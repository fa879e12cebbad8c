"""The numbers of a chart beside its marks, for formats that draw charts of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    import polars as pl
    from altair import LayerChart


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """A row of values of one name.

    Arguments:
        name: as a legend says it.
        values: one a category; None where it is not known.
        colours: one a value, or one for all.
        texts: one a value, as the picture writes it; none where it writes none.
        low, high: bounds of each value; none where there are none.
        at: where each value stands across, for points, curves and courses; none elsewhere.
        is_dashed: whether its line is.
    """

    name: str
    values: list[float | None]
    colours: list[str]
    texts: list[str] = []
    low: list[float | None] = []
    high: list[float | None] = []
    at: list[float] = []
    is_dashed: bool = False


class Plot(msgspec.Struct, frozen=True, kw_only=True):
    """What a chart shows: its kind, its categories and its series.

    Arguments:
        kind: bars lie, sides are bars to the left and the right of zero, columns and lines go by
            days, points stand anywhere, curves run over time on a logarithmic scale, courses over
            time as it passes.
        categories: names in the order drawn, or days as 2024-10-22; of points, curves and courses,
            none.
        series: one row of values each.
        is_dated: whether courses run over days, which stand in `at` as ordinals.
    """

    kind: Literal["bars", "columns", "sides", "lines", "points", "curves", "courses"]
    categories: list[str]
    series: list[Series]
    is_dated: bool = False


def told(chart: LayerChart, plot: Plot) -> LayerChart:
    """Return the chart with its numbers, where Vega-Lite keeps what it does not draw."""
    chart.usermeta = {"plot": msgspec.to_builtins(plot)}
    return chart


def plot_of(chart: LayerChart) -> Plot | None:
    """Return the numbers of a chart; None where it has none."""
    kept = chart.usermeta
    return msgspec.convert(kept["plot"], Plot) if isinstance(kept, dict) else None


def bars_of(rows: pl.DataFrame) -> Plot:
    """Return bars, from rows with name, value, text, colour and perhaps low and high.

    >>> import polars as pl
    >>> row = {"name": "Free", "value": 41.0, "text": "41%", "colour": "#1F4E8C"}
    >>> bars_of(pl.DataFrame([row])).series[0].values
    [41.0]
    """
    bounds = {name: rows[name].to_list() for name in ("low", "high") if name in rows.columns}
    series = Series(
        name="",
        values=rows["value"].to_list(),
        colours=rows["colour"].to_list(),
        texts=[str(text) for text in rows["text"]],
        low=bounds.get("low", []),
        high=bounds.get("high", []),
    )
    return Plot(kind="bars", categories=rows["name"].to_list(), series=[series])


def days_of(days: pl.DataFrame, names: dict[str, str]) -> Plot:
    """Return one column a day or a line a name; days that are missing are gaps.

    Arguments:
        days: day, ascending, and a column for each of `names`.
        names: of columns, with the colour of each, the first drawn as what was said.
    """
    every = days.select("day").upsample("day", every="1d").join(days, on="day", how="left")
    series = [
        Series(name=name, values=every[name].cast(float).to_list(), colours=[colour])
        for name, colour in names.items()
    ]
    kind: Literal["columns", "lines"] = "columns" if len(names) == 1 else "lines"
    return Plot(kind=kind, categories=[f"{day}" for day in every["day"]], series=series)
