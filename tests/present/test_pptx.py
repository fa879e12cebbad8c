"""The slides: charts that can be edited, the same figures as the page, read by all."""

from __future__ import annotations

import dataclasses
import io
import re
from functools import cache

import openpyxl
import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from parvis.present.document import of_study
from parvis.present.pptx import render
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
