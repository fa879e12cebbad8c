"""Every number of the page is on paper, slides and sheets, and its pictures show no other."""

from __future__ import annotations

import io
import itertools
import json
import re
import tempfile
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pptx
import pypdf
import pytest
from lxml import etree
from typing_extensions import override

from parvis.measuring.outputs import summary
from parvis.measuring.telling import tell
from parvis.present import html, pdf, svg, xlsx
from parvis.present.document import of_study
from parvis.present.measured import of_measure
from parvis.present.numeral import Numeral
from parvis.present.pdf.printable import printable
from parvis.present.pictures import _told
from parvis.present.pptx import render
from tests.measuring.measured import measured
from tests.present.test_pdf import squeezed
from tests.present.told import story

REPORTS = [(what, language) for what in ("study", "measure") for language in ("en", "fr")]
PARTS = {"board", "asked", "found", "brief", "limit", "figures"}
VOID = {"meta", "link", "br", "input", "path", "img"}
DIGIT = re.compile(r"\d")


class Shown(HTMLParser):
    """Gathers the texts of the page's first part and of its figures, but for mentions."""

    def __init__(self):
        super().__init__()
        self.texts, self._open = [], []

    @override
    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self._open.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag):
        while tag in [name for name, _ in self._open] and self._open.pop()[0] != tag:
            pass

    @override
    def handle_data(self, data):
        within = [attrs.get("aria-labelledby") for tag, attrs in self._open if tag == "section"]
        is_seen = not any(
            tag in {"svg", "script", "style"} or attrs.get("class") in {"behind", "list"}
            for tag, attrs in self._open
        )
        if is_seen and PARTS.intersection(within) and DIGIT.search(data):
            self.texts.append(data)


@cache
def figures_and_document(what, language):
    """What summary.json says of the figures, and the report."""
    if what == "study":
        told = story(language, is_hostile=True)
        figures = [figure.as_dict() for figure in told.figures]
        return json.loads(json.dumps(figures)), of_study(told)
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), language)
        return json.loads(json.dumps(summary(found)))["figures"], of_measure(tell(found))


@pytest.fixture(scope="module", params=REPORTS, ids="-".join)
def report(request):
    return figures_and_document(*request.param)[1]


@pytest.fixture(scope="module", params=REPORTS, ids="-".join)
def figures(request):
    return figures_and_document(*request.param)


def texts(document):
    """Every text of the page with a digit in it."""
    shown = Shown()
    shown.feed(html.render(document))
    shown.close()
    return shown.texts


def missing(wanted, said):
    whole = squeezed(said)
    return [text for text in wanted if squeezed(text) not in whole]


def test_the_page_is_read(report):
    seen = "".join(texts(report))
    tables = [p.table for c in report.chapters for _, p in c.panels if p.table]
    cells = [cell for table in tables for row in table.rows for cell in row]
    assert [cell for cell in cells if isinstance(cell, Numeral) and cell not in seen] == []
    assert all(found.number in seen for found in report.found if DIGIT.search(found.number))
    assert all(goal.target in seen for goal in report.goals)


def test_every_number_of_the_page_is_on_the_paper(report):
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(report)))
    said = "".join(page.extract_text() for page in reader.pages)
    assert missing(map(printable, texts(report)), said) == []


def test_every_number_of_the_page_is_on_the_slides(report):
    show = pptx.Presentation(io.BytesIO(render(report)))
    assert missing(texts(report), "\n".join(said_by(show))) == []


def said_by(show):
    """All that slides say, in texts, tables and notes."""
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def test_charts_of_slides_hold_the_values_of_the_figures(figures):
    listed, document = figures
    known = numbers(listed)
    show = pptx.Presentation(io.BytesIO(render(document)))
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    assert charts
    drawn = {value for c in charts for series in c.plots[0].series for value in series.values}
    assert {abs(value) for value in drawn - {None}} <= {abs(value) for value in known}


def test_the_workbook_holds_the_figures_of_the_summary_to_the_last_digit(figures):
    listed, document = figures
    rows = opened(document)[document.words("sheet.figures")].iter_rows(2, values_only=True)
    fields = ("key", "value", "unit", "low", "high")
    wanted = [tuple(figure[field] or None for field in fields) for figure in listed]
    wanted = [
        (k, f["value"], u, lo, hi) for (k, _, u, lo, hi), f in zip(wanted, listed, strict=True)
    ]
    held = [(row[0], row[2], row[3], row[5] or None, row[6] or None) for row in rows]
    assert held == wanted


def test_the_tables_of_the_workbook_hold_values_of_the_figures(figures):
    listed, document = figures
    known = numbers(listed)
    book = opened(document)
    panels = [pair for c in document.chapters for pair in c.panels if pair[1].table]
    for place, panel in panels:
        sheet = next(sheet for sheet in book if sheet.title.startswith(f"{place} "))
        rows = list(sheet.iter_rows(min_row=6, values_only=True))
        pairs = zip(itertools.chain(*panel.table.rows), itertools.chain(*rows), strict=True)
        held = [(cell, value) for cell, value in pairs if isinstance(cell, Numeral)]
        assert [cell for cell, value in held if value != cell.value] == []
        assert [cell for cell, value in held if not is_told(value, known)] == [], panel.anchor


def opened(document):
    kept = io.BytesIO()
    xlsx.write(kept, document)
    return openpyxl.load_workbook(kept)


def numbers(figures):
    ends = [figure[name] for figure in figures for name in ("value", "low", "high")]
    return {value for value in ends if isinstance(value, int | float)}


def is_told(value, known):
    """Whether a value is that of a figure, or a percentage of one, or of one in another."""
    wholes = [1.0, *(whole for whole in known if whole > 1)]
    return value in known or any(100 * part / all_ == value for part in known for all_ in wholes)


def drawings(document):
    return [d for chapter in document.chapters for _, p in chapter.panels for d in p.drawings]


def texts_of(picture):
    """Every text that a picture shows, in the order drawn."""
    root = etree.fromstring(svg.standalone(picture).encode())
    return ["".join(text.itertext()) for text in root.iter("{*}text")]


def test_every_number_of_a_picture_is_that_of_its_figure_to_the_last_digit(report):
    """A bar says its number as the chart holds it, wide as narrow; nothing else is said beside."""
    seen = 0
    for drawing in drawings(report):
        if drawing.plot is None or drawing.plot.kind != "bars":
            continue
        told = [text for series in drawing.plot.series for text in series.texts if text]
        names = set(drawing.plot.categories)
        for picture in (drawing.wide, drawing.narrow):
            shown = texts_of(picture)
            assert Counter(told) - Counter(shown) == Counter(), drawing.name
            beside = [text for text in shown if DIGIT.search(text) and text not in {*told, *names}]
            assert [text for text in beside if text not in whole_text(report)] == []
            seen += len(told)
    assert seen


def test_bars_and_points_of_a_picture_are_as_long_as_their_values(figures):
    """What is drawn is what is told: of any two bars the lengths are as the values."""
    listed, document = figures
    known = {abs(value) for value in numbers(listed)}
    for drawing in drawings(document):
        if drawing.plot is None or drawing.plot.kind != "bars":
            continue
        values = [value for series in drawing.plot.series for value in series.values if value]
        assert [v for v in values if not is_told(abs(v), known)] == [], drawing.name
        if len(drawing.plot.series) == 1:
            lengths = lengths_of(drawing.wide)
            if len(lengths) == len(values) and min(values) > 0:
                scale = max(lengths) / max(values)
                assert [
                    (length, value)
                    for length, value in zip(lengths, values, strict=True)
                    if abs(length - scale * value) > 0.2
                ] == [], drawing.name


def lengths_of(picture):
    """How long each bar is, in pixels."""
    paths = re.findall(r'<path [^>]*?d="M0,[\d.]+h([\d.]+)v18h-\1Z"', picture)
    return [float(length) for length in paths]


def whole_text(document):
    return "".join(texts(document))


def test_the_files_of_pictures_are_set_from_the_drawings_of_the_page(report):
    """SVG and PNG are set from one text, which is the drawing that the page shows."""
    held = [told["svg"] for _, told in _told(report)]
    assert held == [svg.standalone(drawing.wide) for drawing in drawings(report)]
