"""The brief for a board: a page, a slide, a sheet; asked, came, cost, unknown, decide."""

from __future__ import annotations

import dataclasses
import io
from functools import cache

import markupsafe
import openpyxl
import pptx
import pypdf
import pytest

from parvis.present import html, pdf, xlsx
from parvis.present.board import MOST, Board, Line, Part, joined
from parvis.present.document import of_study
from parvis.present.pptx import render
from parvis.schema import empty
from tests.measuring.measured import document as measure
from tests.present.test_pdf import squeezed
from tests.present.told import story

REPORTS = [(what, language) for what in ("study", "measure") for language in ("en", "fr")]
_MARGIN = 24 * 72 / 25.4  # points under the text of a page
QUESTIONS = ("asked", "came", "cost", "unknown", "decide")


@cache
def study(language):
    return of_study(story(language))


@pytest.fixture(scope="module", params=REPORTS, ids="-".join)
def report(request, tmp_path_factory):
    what, language = request.param
    if what == "study":
        return study(language)
    return measure(tmp_path_factory.mktemp("measure"), language)


def lines(board):
    return [line for part in board.parts for line in part.lines]


def crowded(report, length: int):
    """The front of the report, every question answered in so many letters, as often as may be."""
    line = Line(sentence="Pay attention to this, " * (length // 23), number="12.5%")
    parts = tuple(
        Part(question=question, title="What is asked of us here", lines=(line,) * MOST)
        for question in QUESTIONS
    )
    front = {"found": (), "brief": None, "chapters": (), "account": None, "method": ()}
    return dataclasses.replace(report, board=Board(title="For the board", parts=parts), **front)


def heights(page):
    """How high the texts of a page stand over its foot, in points."""
    found = []

    def see(text, user, matrix, *_):
        if text.strip():
            found.append(user[1] * matrix[4] + user[3] * matrix[5] + user[5])

    page.extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize("length", [0, 120, 400, 900])
def test_it_has_the_first_page_of_the_paper_and_no_more(report, length):
    told = crowded(report, length) if length else report
    first, second, *_ = pypdf.PdfReader(io.BytesIO(pdf.render(told))).pages
    text = squeezed(first.extract_text())
    said = [told.board.title, *(part.title for part in told.board.parts)]
    said += [line.sentence for line in lines(told.board)] + [told.title, told.period]
    assert [one for one in said if squeezed(one) not in text] == []
    after = squeezed(second.extract_text())
    assert squeezed(told.words("asked.title") + told.words("quoted", text=told.objective)) in after
    assert squeezed(told.board.parts[-1].lines[-1].sentence) not in after
    *body, _made, _page = sorted(heights(first), reverse=True)
    assert min(body) > _MARGIN


def test_it_has_one_slide_whose_type_can_be_read(report):
    show = pptx.Presentation(io.BytesIO(render(report)))
    (slide,) = (one for one in show.slides if one.shapes.title.text == report.board.title)
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    assert [row.cells[0].text for row in table.rows] == [part.title for part in report.board.parts]
    told = " ".join(row.cells[1].text for row in table.rows)
    assert [line.sentence for line in lines(report.board) if line.sentence not in told] == []
    assert min(int(size) for size in slide.element.xpath(".//a:r/a:rPr/@sz")) >= 1200


@pytest.mark.parametrize("length", [120, 400, 900])
def test_a_slide_without_room_leaves_lines_to_its_notes(report, length):
    told = crowded(report, length)
    show = pptx.Presentation(io.BytesIO(render(told)))
    (slide,) = (one for one in show.slides if one.shapes.title.text == "For the board")
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    letters = sum(len(row.cells[1].text) for row in table.rows)
    assert letters < 24 * 120  # lines of the smallest type, and letters of one
    assert all(row.cells[1].text for row in table.rows)
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.count(lines(told.board)[0].sentence.strip()) == MOST * len(QUESTIONS)


def test_it_has_the_first_sheet_of_the_workbook(report):
    kept = io.BytesIO()
    xlsx.write(kept, report)
    sheet = openpyxl.load_workbook(kept).worksheets[0]
    assert sheet.title == report.board.title
    rows = [row[:2] for row in sheet.iter_rows(min_row=6, values_only=True)]
    parts = report.board.parts
    assert rows == [(part.title, line.sentence) for part in parts for line in part.lines]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_of_a_study_it_says_what_the_study_found_and_that_its_cost_is_not_known(language):
    told = study(language)
    parts = {part.question: [line.sentence for line in part.lines] for part in told.board.parts}
    assert tuple(parts) == QUESTIONS
    measured, counted = told.goals
    assert told.objective in parts["asked"][0]
    assert measured.target in parts["asked"][1]
    assert parts["came"][0] == told.words("board.came.kpi", kpi=measured.name, now=measured.now)
    assert parts["came"][1:] == [one.sentence for one in told.found[1:MOST]]
    assert parts["cost"] == [told.words("board.cost.study")]
    assert parts["unknown"] == [told.words("board.came.kpi", kpi=counted.name, now=counted.now)]
    assert len(parts["decide"]) == len(told.brief.answers)


def test_where_nothing_was_kept_it_says_so():
    told = of_study(dataclasses.replace(story("en"), figures=(), mentions=empty()))
    parts = {part.question: [line.sentence for line in part.lines] for part in told.board.parts}
    assert parts["came"] == [told.words("found.none")]
    assert "decide" not in parts


def test_the_page_of_a_study_begins_with_the_same_and_does_not_repeat_it(tmp_path):
    assert 'id="board"' not in html.render(study("en"))
    assert 'id="board"' in html.render(measure(tmp_path))


def test_a_measure_within_a_study_leaves_room_for_what_the_study_found():
    def brief(name, count, on_page):
        told = tuple(Line(sentence=f"{name} {place}") for place in range(count))
        parts = tuple(Part(question=q, title=q, lines=told) for q in ("asked", "came", "decide"))
        return Board(title=name, parts=parts, on_page=on_page)

    both = joined(brief("M", 4, on_page=True), brief("S", 3, on_page=False))
    said = [[line.sentence for line in part.lines] for part in both.parts]
    assert both.on_page
    assert said == [["M 0", "M 1", "M 2", "M 3"], *[["M 0", "M 1", "S 0", "S 1"]] * 2]
    few = joined(brief("M", 4, on_page=True), brief("S", 1, on_page=False))
    assert [line.sentence for line in few.parts[1].lines] == ["M 0", "M 1", "M 2", "S 0"]


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+1", "-1", '#eval("1") <b>&amp;</b> \\u{41}']
)
def test_its_lines_are_texts_whatever_they_begin_with(text, tmp_path):
    told = crowded(measure(tmp_path), 0)
    part = Part(question="decide", title=text, lines=(Line(sentence=text, number=text),))
    told = dataclasses.replace(told, board=Board(title=text, parts=(part,)))
    page = html.render(told)
    assert markupsafe.escape(text) in page
    assert "<b>&amp;</b>" not in page
    first = pypdf.PdfReader(io.BytesIO(pdf.render(told))).pages[0]
    assert squeezed(text) in squeezed(first.extract_text())
    slides = pptx.Presentation(io.BytesIO(render(told))).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert [table.cell(0, 0).text for table in tables] == [text]
    kept = io.BytesIO()
    xlsx.write(kept, told)
    cells = [cell for row in openpyxl.load_workbook(kept).worksheets[0] for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    runs = [cell for cell in cells if cell.value == text]
    assert runs
    assert all(cell.quotePrefix != text.startswith("#") for cell in runs)
