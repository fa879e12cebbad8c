"""Charts of slides: drawn by the program that shows them, from a workbook that can be edited."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from parvis.present.pptx.room import apart, ends
from parvis.present.pptx.within import Categories, Points
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.present.charts.plot import Plot, Series
    from parvis.present.wording import Words

_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_KINDS: Final = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "sides": XL_CHART_TYPE.BAR_STACKED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
    "points": XL_CHART_TYPE.XY_SCATTER,
    "curves": XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
    "courses": XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
}
_PLACES: Final = {
    "bars": XL_LABEL_POSITION.OUTSIDE_END,
    "sides": XL_LABEL_POSITION.INSIDE_BASE,
    "points": XL_LABEL_POSITION.RIGHT,
}
_EPOCH: Final = dt.date(1899, 12, 30).toordinal()  # from which workbooks count days
_SHORT: Final = 120  # days under which an axis names days, not months
_NAMED: Final = 5  # places of an axis
_LINED: Final = ("lines", "curves", "courses")
MOST: Final = 20  # bars that have room for a text each
SIZE: Final = 12  # points: the smallest type of a slide


def add(slide: Any, plot: Plot, place: Sequence[Any], about: str, *, words: Words) -> Any:
    """Draw a plot on a slide as a chart that can be edited.

    Arguments:
        slide: of python-pptx.
        plot: its numbers.
        place: left, top, width and height.
        about: what it shows, for those who do not see it.
        words: of the report, for the names of series and the days.

    Returns: the chart, of python-pptx.
    """
    frame = slide.shapes.add_chart(_KINDS[plot.kind], *place, _data(plot, words))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", about)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(SIZE), _rgb(LIGHT["ink"])
    plot = apart(plot) if plot.kind == "points" else plot
    chart.has_title = False
    chart.has_legend = len(plot.series) > 1 and plot.kind in {"bars", "sides", *_LINED}
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    for drawn, series in zip(chart.plots[0].series, plot.series, strict=True):
        _paint(drawn, series, plot)
        _label(drawn, series, plot)
        _bound(drawn, series)
    _axes(chart, plot)
    _scales(chart, plot, words)
    return chart


def _data(plot: Plot, words: Words) -> Any:
    if plot.kind in {"points", "curves", "courses"}:
        points = Points()
        for series in plot.series:
            row = points.add_series(words.name("series", series.name))
            for at, value in zip(_across(plot, series), series.values, strict=True):
                row.add_data_point(at, value)
        return points
    data = Categories()
    data.categories = _categories(plot)
    for series in plot.series:
        data.add_series(words.name("series", series.name), series.values)
    return data


def _across(plot: Plot, series: Series) -> list[float]:
    """Where values stand; days as a workbook counts them."""
    return [at - _EPOCH for at in series.at] if plot.is_dated else series.at


def _categories(plot: Plot) -> list[str] | list[dt.date]:
    """Days as days; the name of a bar with its number, where an interval takes the room of one."""
    if plot.kind in {"columns", "lines"}:
        return [dt.date.fromisoformat(day) for day in plot.categories]
    first = plot.series[0]
    if plot.kind == "bars" and _is_bounded(first):
        named = zip(plot.categories, first.texts, strict=True)
        return [f"{category} · {text}" for category, text in named]
    return plot.categories


def _is_bounded(series: Series) -> bool:
    return any(low is not None for low in series.low)


def _is_crowded(plot: Plot) -> bool:
    """Whether bars are thinner than their texts, so that an axis has to tell their length."""
    return len(plot.series) > 1 and len(plot.categories) * len(plot.series) > MOST


def _paint(drawn: Any, series: Series, plot: Plot) -> None:
    """Give a series, or each of its values, the colour it has in the report."""
    if plot.kind in _LINED:
        drawn.format.line.color.rgb, drawn.format.line.width = _rgb(series.colours[0]), Pt(2.25)
        drawn.smooth = False
        if series.is_dashed:
            drawn.format.line.dash_style = MSO_LINE.DASH
        return
    if plot.kind == "points":
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.DIAMOND, 9
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = _rgb(series.colours[0])
        drawn.format.line.fill.background()
        return
    drawn.invert_if_negative = False
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(series.colours[0])
    for place, colour in enumerate(series.colours[1:], start=1):
        fill = drawn.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)


def _label(drawn: Any, series: Series, plot: Plot) -> None:
    """Write beside each value what the report's picture writes there."""
    if plot.kind == "bars" and (_is_bounded(series) or _is_crowded(plot)):
        return
    for place, text in enumerate(series.texts):
        if not text:
            continue
        label = drawn.points[place].data_label
        label.has_text_frame = True
        label.text_frame.text, label.text_frame.word_wrap = text, False
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size = Pt(SIZE)
        label.position = _PLACES[plot.kind]
        if plot.kind == "sides":
            font.color.rgb = _rgb(LIGHT["panel"])


def _bound(drawn: Any, series: Series) -> None:
    """Draw the interval of each value that has one, as error bars."""
    known = [
        (abs(value - low), abs(high - value))
        for value, low, high in zip(series.values, series.low, series.high, strict=False)
        if value is not None and low is not None and high is not None
    ]
    if len(known) < len(series.values) or not known:
        return
    bars = etree.Element(f"{{{_C}}}errBars")
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars, f"{{{_C}}}{name}", val=value)
    for name, sides in (("minus", 0), ("plus", 1)):
        _numbers(bars, name, [pair[sides] for pair in known])
    element = drawn._element
    following = element.find(f"{{{_C}}}cat")
    following.addprevious(bars)


def _numbers(bars: Any, name: str, values: Sequence[float]) -> None:
    listed = etree.SubElement(etree.SubElement(bars, f"{{{_C}}}{name}"), f"{{{_C}}}numLit")
    etree.SubElement(listed, f"{{{_C}}}formatCode").text = "General"
    etree.SubElement(listed, f"{{{_C}}}ptCount", val=str(len(values)))
    for place, value in enumerate(values):
        point = etree.SubElement(listed, f"{{{_C}}}pt", idx=str(place))
        etree.SubElement(point, f"{{{_C}}}v").text = repr(value)


def _axes(chart: Any, plot: Plot) -> None:
    """Show what is read from an axis and no more; the first bar is at the top."""
    names, values = chart.category_axis, chart.value_axis
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (names, values):
        axis.has_major_gridlines = False
        axis.format.line.color.rgb = _rgb(LIGHT["hairline"])
        axis.tick_labels.font.size = Pt(SIZE)
    if plot.kind == "columns":
        chart.plots[0].gap_width = 20
    if plot.kind in {"bars", "sides"}:
        names.reverse_order, values.visible = True, _is_crowded(plot)
        chart.plots[0].gap_width = 45
        if plot.kind == "sides":
            chart.plots[0].overlap = 100
    elif plot.kind == "points":
        names.tick_label_position = values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    else:
        values.has_major_gridlines = True
        values.major_gridlines.format.line.color.rgb = _rgb(LIGHT["hairline"])


def _scales(chart: Any, plot: Plot, words: Words) -> None:
    """Name some days, some times; leave room for the texts beside bars."""
    names, values = chart.category_axis, chart.value_axis
    if plot.kind in {"columns", "lines"}:
        _days(names, len(plot.categories), words("slide.day"))
    elif plot.kind == "curves":
        scaling = names._element.find(f"{{{_C}}}scaling")
        scaling.insert(0, etree.Element(f"{{{_C}}}logBase", val="10"))
        values.minimum_scale, values.maximum_scale = 0, 100
        _written(names, '#,##0" min"')
        _written(values, words("slide.percent"))
    elif plot.kind == "courses":
        _courses(names, plot, words)
        _near(values, plot)
    elif plot.kind == "bars":
        values.minimum_scale, values.maximum_scale = ends(plot)


def _courses(axis: Any, plot: Plot, words: Words) -> None:
    """Let time fill the chart, and name a few of its places."""
    places = [at for series in plot.series for at in _across(plot, series)]
    axis.minimum_scale, axis.maximum_scale = min(places), max(places)
    span = max(places) - min(places)
    axis.major_unit = max(1, round(span / _NAMED))
    if plot.is_dated:
        _written(axis, words("slide.day" if span <= _SHORT else "slide.month"))


def _near(axis: Any, plot: Plot) -> None:
    """Begin near the lowest value where all are far from zero, so that what differs is seen."""
    told = [value for series in plot.series for value in series.values if value is not None]
    low, span = min(told), max(told) - min(told)
    if low > span > 0:
        step = 10.0 ** math.floor(math.log10(span))
        axis.minimum_scale = math.floor(low / step - 1) * step


def _days(axis: Any, count: int, pattern: str) -> None:
    """Name about one day in eight."""
    _written(axis, pattern)
    for tag, value in (("majorUnit", str(max(1, count // 8))), ("majorTimeUnit", "days")):
        etree.SubElement(axis._element, f"{{{_C}}}{tag}", val=value)


def _written(axis: Any, pattern: str) -> None:
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = pattern, False


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
