"""The slides: charts that can be edited, the same figures as the page, read by all."""

from __future__ import annotations

import dataclasses
import io
import re
from functools import cache

import openpyxl
import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.enum.shapes import MSO_SHAPE_TYPE

from parvis.present.charts.plot import Plot, Series
from parvis.present.document import of_study
from parvis.present.pptx import render
from parvis.present.pptx.room import apart
from tests.present.told import story

RUNS = (
    '#eval("1+1") =1+1 <a:t>&amp; ]]>',
    "\u0645\u0631\u062d\u0628\u0627 \u3053\u3093",
    "W" * 5_000,
)


@cache
def document(language: str = "en"):
    return of_study(story(language, is_hostile=True))


@cache
def deck(language: str = "en"):
    return pptx.Presentation(io.BytesIO(render(document(language))))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts(show):
    """All that a deck says, its notes too."""
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def shapes(show, what):
    return [shape for slide in show.slides for shape in slide.shapes if getattr(shape, what, False)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_of_the_page_is_in_it(language):
    told, said = document(language), squeezed("\n".join(texts(deck(language))))
    panels = [panel for chapter in told.chapters for _, panel in chapter.panels]
    wanted = [one.number + one.sentence for one in told.found]
    wanted += [limit.name + limit.sentence for limit in told.limits]
    wanted += ["|".join(row) for p in panels if p.table for row in p.table.rows]
    wanted += [one.definition for p in panels for one in p.how]
    wanted += [one.query for p in panels for one in p.how if one.query]
    assert [one for one in map(squeezed, wanted) if one not in said] == []


def test_charts_hold_the_numbers_of_the_pictures():
    plots = [
        drawing.plot
        for chapter in document().chapters
        for _, panel in chapter.panels
        for drawing in panel.drawings
        if drawing.plot
    ]
    drawn = [shape.chart for shape in shapes(deck(), "has_chart")]
    assert {plot.kind for plot in plots} == {
        "bars",
        "sides",
        "columns",
        "lines",
        "points",
        "curves",
    }
    for plot, chart in zip(plots, drawn, strict=True):
        shown = [list(series.values) for series in chart.plots[0].series]
        assert shown == [series.values for series in plot.series]
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        held = {cell.value for row in book.active.iter_rows() for cell in row}
        wanted = {value for series in plot.series for value in series.values} - {None}
        assert {_as_held(value) for value in wanted} <= {*map(_as_held, held)}


def _as_held(value):
    """A number with the fifteen digits that a spreadsheet keeps."""
    return float(f"{value:.15g}") if isinstance(value, int | float) else value


def test_bounds_are_error_bars():
    (chart,) = (
        shape.chart
        for slide in deck().slides
        for shape in slide.shapes
        if shape.has_chart and "44% of the voice" in slide.shapes.title.text
    )
    (voice,) = (p for c in document().chapters for _, p in c.panels if p.anchor == "figure-voice")
    series = voice.drawings[0].plot.series[0]
    above = chart._chartSpace.xpath(".//c:errBars/c:plus//c:v/text()")
    assert [float(v) for v in above] == [
        high - value for high, value in zip(series.high, series.values, strict=True)
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_slides_can_be_heard_and_found(language):
    told = {"fr": "fr-FR", "en": "en-GB"}[language]
    for place, slide in enumerate(deck(language).slides, start=1):
        assert slide.shapes.title.text, place
        assert slide.element.xpath(".//p:ph[@type='sldNum']"), place
        runs = slide.element.xpath(".//a:r/a:rPr/@lang")
        assert set(runs) == {told}
        sizes = [int(size) for size in slide.element.xpath(".//a:rPr/@sz")]
        assert min(sizes) >= 1200
    for shape in [*shapes(deck(language), "has_chart"), *shapes(deck(language), "has_table")]:
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
    pictured = [
        s for s in shapes(deck(language), "shape_id") if s.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert pictured
    assert all(shape._element.nvPicPr.cNvPr.get("descr") for shape in pictured)


def with_plot(plot):
    """The sample's first figure alone, drawn from a plot."""
    told = document()
    place, panel = next(
        pair for chapter in told.chapters for pair in chapter.panels if pair[1].drawings
    )
    drawing = dataclasses.replace(panel.drawings[0], plot=plot)
    panel = dataclasses.replace(panel, drawings=(drawing,))
    chapter = dataclasses.replace(told.chapters[0], panels=((place, panel),))
    show = pptx.Presentation(
        io.BytesIO(render(dataclasses.replace(told, chapters=(chapter,), board=None)))
    )
    (shape,) = shapes(show, "has_chart")
    return shape.chart


@pytest.mark.parametrize("kind", ["bars", "curves"])
@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+1", "-1", "https://evil.example"])
def test_no_cell_within_a_chart_runs_or_leads_anywhere(kind, name):
    told = {"texts": ["4"]} if kind == "bars" else {"at": [1.0]}
    series = Series(name=name, values=[4.0], colours=["#1F4E8C"], **told)
    categories = [name] if kind == "bars" else []
    chart = with_plot(Plot(kind=kind, categories=categories, series=[series]))
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert name in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_the_axis_of_bars_holds_every_interval():
    series = Series(name="", values=[2.0], colours=["#1F4E8C"], texts=["2"], low=[-3.0], high=[9.0])
    axis = with_plot(Plot(kind="bars", categories=["a"], series=[series])).value_axis
    assert axis.minimum_scale < -3 < 9 < axis.maximum_scale


def test_a_bar_leaves_room_for_what_is_said_beside_it():
    told = {"name": "", "values": [10.0], "colours": ["#1F4E8C"]}
    short, long = (
        with_plot(Plot(kind="bars", categories=["a"], series=[Series(texts=[text], **told)]))
        for text in ("10", "10 people of the forty who asked")
    )
    assert 10 < short.value_axis.maximum_scale < long.value_axis.maximum_scale


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9), st.text("ab", max_size=9)), min_size=1)
)
def test_texts_of_points_that_stay_do_not_overlap_and_no_point_goes(points):
    series = [
        Series(name="", values=[y], at=[x], texts=[text], colours=["#1F4E8C"])
        for x, y, text in points
    ]
    plot = Plot(kind="points", categories=[], series=series)
    once = apart(plot)
    assert [one.values for one in once.series] == [one.values for one in plot.series]
    assert once.series[0].texts == plot.series[0].texts
    texts = [text for one in once.series for text in one.texts]
    assert set(texts) <= {"", *(text for _, _, text in points)}
    named = [one for one in once.series if one.texts[0]]
    assert all(
        one.texts[0] == "" or (one.at, one.values) != (other.at, other.values)
        for place, one in enumerate(named)
        for other in named[:place]
    )


def test_repeated_texts_keep_within_a_slide_and_are_whole_in_its_notes():
    told = document()
    (place, panel) = next(
        pair for chapter in told.chapters for pair in chapter.panels if pair[1].repeated
    )
    text = "grumble\n\n" * 400
    group = dataclasses.replace(
        panel.repeated[0], quote=dataclasses.replace(panel.repeated[0].quote, text=text)
    )
    panel = dataclasses.replace(panel, repeated=(group,) * 9, drawings=())
    chapter = dataclasses.replace(told.chapters[0], panels=((place, panel),))
    show = pptx.Presentation(io.BytesIO(render(dataclasses.replace(told, chapters=(chapter,)))))
    slide = list(show.slides)[-1]
    shown = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    (said,) = (one for one in shown if one.startswith(group.count))
    assert len(said.split("\n")) == 6
    assert all(len(line) <= 2 * 105 + 4 for line in said.split("\n"))
    assert slide.notes_slide.notes_text_frame.text.count("grumble") == 9 * 400


@pytest.mark.parametrize("text", RUNS, ids=range(len(RUNS)))
def test_a_post_is_text_whatever_it_looks_like(text):
    told = document()
    (place, panel), *_ = told.chapters[0].panels
    panel = dataclasses.replace(panel, title=text, subtitle=text, note=text)
    chapter = dataclasses.replace(told.chapters[0], panels=((place, panel),))
    changed = dataclasses.replace(told, title=text[:200], objective=text, chapters=(chapter,))
    show = pptx.Presentation(io.BytesIO(render(changed)))
    assert text[:200] in show.slides[0].shapes.title.text
    assert text[:1000] in show.slides[len(show.slides) - 1].notes_slide.notes_text_frame.text


def test_the_same_report_is_the_same_deck():
    assert render(document()) == render(document())
